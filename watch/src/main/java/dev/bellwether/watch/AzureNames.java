package dev.bellwether.watch;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Names that the categories of Azure's feed use. Regions are told from services by them.
final class AzureNames {
    static final Set<String> REGIONS =
            names(
                    """
                    Australia Central, Australia Central 2, Australia East, Australia Southeast,
                    Austria East, Belgium Central, Brazil South, Brazil Southeast, Canada Central,
                    Canada East, Central India, Central US, Chile Central, China East, China East 2,
                    China North, China North 2, China North 3, East Asia, East US, East US 2,
                    France Central, France South, Germany North, Germany West Central,
                    Indonesia Central, Israel Central, Italy North, Japan East, Japan West,
                    Jio India Central, Jio India West, Korea Central, Korea South, Malaysia West,
                    Mexico Central, New Zealand North, North Central US, North Europe, Norway East,
                    Norway West, Poland Central, Qatar Central, South Africa North,
                    South Africa West, South Central US, South India, Southeast Asia, Spain Central,
                    Sweden Central, Switzerland North, Switzerland West, UAE Central, UAE North,
                    UK South, UK West, US Gov Arizona, US Gov Texas, US Gov Virginia,
                    West Central US, West Europe, West India, West US, West US 2, West US 3
                    """);

    static final Set<String> SERVICES =
            names(
                    """
                    API Management, App Configuration, App Service, Application Gateway,
                    Application Insights, Automation, Azure Active Directory, Azure Active Directory B2C,
                    Azure AI Search, Azure Backup, Azure Bastion, Azure Cognitive Search,
                    Azure Container Apps, Azure Container Registry, Azure Cosmos DB,
                    Azure Data Explorer, Azure Database for MySQL, Azure Database for PostgreSQL,
                    Azure Databricks, Azure DDoS Protection, Azure DevOps, Azure DNS, Azure Firewall,
                    Azure Front Door, Azure Functions, Azure IoT Hub, Azure Kubernetes Service (AKS),
                    Azure Machine Learning, Azure Monitor, Azure NetApp Files, Azure OpenAI Service,
                    Azure Red Hat OpenShift, Azure Resource Manager, Azure SignalR Service,
                    Azure SQL Database, Azure Stream Analytics, Azure Synapse Analytics,
                    Azure Virtual Desktop, Batch, Content Delivery Network, Data Factory,
                    Event Grid, Event Hubs, ExpressRoute Circuits, ExpressRoute Gateways, Key Vault,
                    Load Balancer, Log Analytics, Logic Apps, Microsoft Azure portal,
                    Microsoft Entra ID, Microsoft Sentinel, Network Infrastructure,
                    Power BI Embedded, Redis Cache, Service Bus, Service Fabric, Site Recovery,
                    Speech Services, SQL Database, SQL Managed Instance, Storage, Traffic Manager,
                    Virtual Machine Scale Sets, Virtual Machines, Virtual Network, Virtual WAN,
                    VPN Gateway
                    """);

    /// Of regions opened since: a country or quarter, maybe with a direction and a number.
    private static final Pattern LIKE_A_REGION =
            Pattern.compile(
                    "(?:[A-Z][a-z]+ )?(?:North|South|East|West|Central|Northeast|Southeast)"
                            + "(?: (?:US|Europe|Asia|India|\\d)){0,2}");

    private AzureNames() {}

    static boolean isRegion(String name) {
        return REGIONS.contains(name)
                || (name.length() <= 40
                        && !SERVICES.contains(name)
                        && LIKE_A_REGION.matcher(name).matches());
    }

    private static Set<String> names(String list) {
        var names = new TreeSet<String>();
        for (String name : list.split(",", -1)) {
            names.add(name.strip());
        }
        return java.util.Collections.unmodifiableSet(names);
    }
}

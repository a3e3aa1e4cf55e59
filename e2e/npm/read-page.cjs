// Reads a page with the client `statuspage.io`, as its users do, and prints what it understood as one JSON object.
const { Statuspage } = require('statuspage.io');

async function main() {
  const client = new Statuspage('bellwether');
  client.setApiUrl(process.argv[2]);
  const { api } = client;
  const answers = {
    components: await api.getComponents(),
    status: await api.getStatus(),
    summary: await api.getSummary(),
    incidents: await api.incidents.getAll(),
    unresolved: await api.incidents.getUnresolved(),
    maintenances: await api.scheduledMaintenances.getAll(),
    upcoming: await api.scheduledMaintenances.getUpcoming(),
    active: await api.scheduledMaintenances.getActive(),
  };
  process.stdout.write(JSON.stringify(answers));
}

main().catch((error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});

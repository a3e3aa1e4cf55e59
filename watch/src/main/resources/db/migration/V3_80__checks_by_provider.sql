-- Which checks follow a provider's page: asked for each change of a page and of a check.
CREATE INDEX checks_by_provider ON checks (host, organization, service) WHERE kind = 'ProviderPage';
CREATE INDEX checks_following ON checks (organization, service, host) WHERE kind = 'ProviderPage';

// Asks for flags with GrowthBook's SDK, Unleash's client and OpenFeature's OFREP provider, as their
// users do, and prints which variation each gave to each visitor as one JSON object.
const { GrowthBook } = require('@growthbook/growthbook');
const { initialize } = require('unleash-client');
const { OpenFeature } = require('@openfeature/server-sdk');
const { OFREPProvider } = require('@openfeature/ofrep-provider');

const settings = JSON.parse(process.argv[2]);
const visitors = Array.from({ length: settings.visitors }, (_, i) => ({
  id: `visitor-${i}`,
  country: ['DE', 'FR', 'US'][i % 3],
  orders: i % 20,
}));

const each = async (flags, ask) => {
  const given = {};
  for (const flag of flags) {
    given[flag] = {};
    for (const visitor of visitors) {
      given[flag][visitor.id] = await ask(flag, visitor);
    }
  }
  return given;
};

const growthBook = async (remoteEval) => {
  const tracked = [];
  const make = (visitor) => new GrowthBook({
    apiHost: settings.server,
    clientKey: settings.key,
    attributes: visitor,
    remoteEval,
    trackingCallback: (experiment, result) => tracked.push(`${experiment.key}:${result.key}`),
  });
  if (remoteEval) {
    const given = await each(settings.remote, async (flag, visitor) => {
      const one = make(visitor);
      await one.init({ timeout: 5000, skipCache: true });
      return one.getFeatureValue(flag, 'none');
    });
    return { given, tracked: [...new Set(tracked)] };
  }
  const book = make(visitors[0]);
  await book.init({ timeout: 5000, skipCache: true });
  const given = await each(settings.growthbook, async (flag, visitor) => {
    await book.setAttributes(visitor);
    return book.getFeatureValue(flag, 'none');
  });
  const unknown = book.evalFeature(settings.remote[0]).source;
  return { given, tracked: [...new Set(tracked)], unknown };
};

const unleash = async () => {
  const client = initialize({
    url: `${settings.server}/api/`,
    appName: 'shop',
    customHeaders: { Authorization: settings.token, 'Bellwether-Site': settings.site },
    disableMetrics: true,
    storageProvider: new (require('unleash-client').InMemStorageProvider)(),
  });
  await new Promise((resolve, reject) => {
    client.once('synchronized', resolve);
    client.once('error', reject);
  });
  const given = await each(settings.unleash, async (flag, visitor) => {
    const variant = client.getVariant(flag, { userId: visitor.id, properties: { country: visitor.country } });
    return variant.payload ? variant.payload.value : 'none';
  });
  client.destroy();
  return { given };
};

const openFeature = async () => {
  await OpenFeature.setProviderAndWait(new OFREPProvider({
    baseUrl: settings.server,
    headers: [['Authorization', `Bearer ${settings.key}`]],
  }));
  const client = OpenFeature.getClient();
  const reasons = new Set();
  const given = await each(settings.all, async (flag, { id, ...rest }) => {
    const said = await client.getStringDetails(flag, 'none', { targetingKey: id, ...rest });
    reasons.add(said.reason);
    return said.value;
  });
  const missing = await client.getStringDetails('missing', 'none', { targetingKey: 'a' });
  await OpenFeature.close();
  return { given, reasons: [...reasons].sort(), missing: missing.errorCode };
};

(async () => {
  const answers = {
    growthBook: await growthBook(false),
    remote: await growthBook(true),
    unleash: await unleash(),
    openFeature: await openFeature(),
  };
  console.log(JSON.stringify(answers));
  process.exit(0);
})().catch((error) => {
  console.error(error);
  process.exit(1);
});

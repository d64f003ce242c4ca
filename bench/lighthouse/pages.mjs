// node pages.mjs BASE PATH…: weighs pages as a phone gets them the first time, and simulates how long they take to load.
// Prints a table in Markdown. CHROME_PATH names the browser; RUNS how often each is measured (the median is told).
import { launch } from 'chrome-launcher';
import lighthouse from 'lighthouse';

const NETWORKS = {
  '4G': { rttMs: 150, throughputKbps: 1638.4 },
  '3G': { rttMs: 300, throughputKbps: 700 },
  'slow 3G': { rttMs: 400, throughputKbps: 400 },
  '2G': { rttMs: 800, throughputKbps: 280 },
};
const AUDITS = ['largest-contentful-paint', 'first-contentful-paint', 'cumulative-layout-shift', 'interactive', 'network-requests'];
const [base, ...paths] = process.argv.slice(2);
const runs = Number(process.env.RUNS ?? 3);
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const kib = (bytes) => (bytes / 1024).toFixed(1);

async function measure(path, throttling, { saveData = false, again = false } = {}) {
  // A browser of its own each time: nothing is kept from page to page.
  const chrome = await launch({ chromeFlags: ['--headless=new', '--no-sandbox', '--disable-dev-shm-usage'] });
  const flags = {
    port: chrome.port, logLevel: 'error', onlyAudits: AUDITS, formFactor: 'mobile', throttlingMethod: 'simulate',
    throttling: { ...throttling, cpuSlowdownMultiplier: 4 },
    screenEmulation: { mobile: true, width: 360, height: 740, deviceScaleFactor: 2, disabled: false },
    extraHeaders: saveData ? { 'Save-Data': 'on' } : {},
  };
  try {
    if (again) {
      await lighthouse(base + path, { ...flags, disableStorageReset: true });
      flags.disableStorageReset = true;
      // The simulation knows nothing of a service worker, so that the second view runs on a slowed line.
      flags.throttlingMethod = 'devtools';
      flags.throttling = { cpuSlowdownMultiplier: 4, requestLatencyMs: throttling.rttMs, downloadThroughputKbps: throttling.throughputKbps, uploadThroughputKbps: throttling.throughputKbps };
    }
    const { lhr } = await lighthouse(base + path, flags);
    if (lhr.runtimeError) throw new Error(`${path}: ${lhr.runtimeError.message}`);
    const value = (audit) => lhr.audits[audit].numericValue;
    const loads = lhr.audits['network-requests'].details.items.filter((item) => item.finished && item.url.startsWith('http'));
    const weight = (type) => loads.filter((item) => !type || item.resourceType === type).reduce((sum, item) => sum + item.transferSize, 0);
    return {
      lcp: value('largest-contentful-paint'), fcp: value('first-contentful-paint'), tti: value('interactive'),
      cls: value('cumulative-layout-shift'), document: weight('Document'), script: weight('Script'), style: weight('Stylesheet'),
      image: weight('Image'), other: weight() - weight('Document') - weight('Script') - weight('Stylesheet') - weight('Image'),
      all: weight(), requests: loads.length,
    };
  } finally {
    await chrome.kill();
  }
}

async function medians(path, throttling, how) {
  const seen = [];
  for (let run = 0; run < runs; run += 1) seen.push(await measure(path, throttling, how));
  return Object.fromEntries(Object.keys(seen[0]).map((key) => [key, median(seen.map((one) => one[key]))]));
}

const times = ['| page | network | LCP s | FCP s | TTI s | CLS |', '|---|---|--:|--:|--:|--:|'];
const weights = ['| page | HTML KiB | scripts | styles | images | other | all KiB | requests |', '|---|--:|--:|--:|--:|--:|--:|--:|'];
const weigh = (name, one) => weights.push(`| ${name} | ${['document', 'script', 'style', 'image', 'other', 'all'].map((key) => kib(one[key])).join(' | ')} | ${one.requests} |`);
const time = (name, network, one) => times.push(`| ${name} | ${network} | ${(one.lcp / 1000).toFixed(2)} | ${(one.fcp / 1000).toFixed(2)} | ${(one.tti / 1000).toFixed(2)} | ${one.cls.toFixed(3)} |`);
for (const path of paths) {
  for (const [network, throttling] of Object.entries(NETWORKS)) {
    const one = await medians(path, throttling);
    time(path, network, one);
    if (network === '4G') weigh(path, one);
  }
}
weigh(`${paths[0]} with data saver`, await medians(paths[0], NETWORKS['4G'], { saveData: true }));
const again = await medians(paths[0], NETWORKS['2G'], { again: true });
weigh(`${paths[0]} again`, again);
time(`${paths[0]} again`, '2G', again);
console.log(`${weights.join('\n')}\n\n${times.join('\n')}`);

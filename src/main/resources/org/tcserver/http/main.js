import { keep, recall, withoutSecrets } from './access.js';
import { Viewer } from './viewer.js';
import * as words from './words.js';

const FIGURES_MILLIS = 500;
/** Figures per second are of the last two. */
const AVERAGED = 4;

const STATES = {
  idle: 'Not connected',
  connecting: 'Connecting',
  reconnecting: 'Reconnecting',
  waiting: 'Waiting for the publisher',
  starting: 'Starting',
  playing: 'Live',
  sound: 'Live',
  silent: 'Nothing comes',
  ended: 'Off air',
  refused: 'Refused',
  unsupported: 'Not playable',
};

const FIELDS = ['app', 'stream', 'token', 'user'];

/** Whether the token is good is not known yet. */
const PENDING = ['idle', 'connecting', 'reconnecting'];

const element = (id) => document.getElementById(id);
const form = element('wish');
const field = (name) => form.elements.namedItem(name);

let viewer;
let volume = 0;
let samples = [];

function show({ name, title, text }) {
  document.body.dataset.state = name;
  element('state').textContent = STATES[name];
  const [headline, rest] = element('message').children;
  headline.textContent = title;
  rest.textContent = text;
  const access = form.querySelector('details');
  if (name === 'refused') {
    access.open = true;
    field('token').focus();
  } else if (!PENDING.includes(name)) {
    access.open = false;
  }
}

function notice(text) {
  element('notice').textContent = text;
}

function watch() {
  viewer?.close();
  samples = [];
  notice('');
  const wish = Object.fromEntries(FIELDS.map((name) => [name, field(name).value.trim()]));
  wish.player = new URLSearchParams(location.search).get('player') ?? '';
  viewer = new Viewer(element('stage'), wish);
  viewer.onstate = show;
  viewer.onnotice = notice;
  viewer.start();
  viewer.hear(volume);
  document.title = `${withoutSecrets(wish.stream)} – ${withoutSecrets(wish.app)}`;
}

/** Makes a link of what is watched, without secrets, and keeps these for a reload. */
function remember() {
  const query = new URLSearchParams(location.search);
  const before = location.search + location.hash;
  for (const name of ['app', 'stream', 'user']) {
    const value = withoutSecrets(field(name).value.trim());
    value ? query.set(name, value) : query.delete(name);
  }
  query.delete('token');
  keep(Object.fromEntries(FIELDS.map((name) => [name, field(name).value.trim()])));
  if (`?${query}` !== before) {
    history.replaceState(null, '', `?${query}`);
  }
}

/** What the address asks for; the part behind the # goes to no server and into no log of a proxy. */
function wishOfAddress() {
  const parameters = [...new URLSearchParams(location.search), ...new URLSearchParams(location.hash.slice(1))];
  return Object.fromEntries(parameters.filter(([name]) => FIELDS.includes(name)));
}

function hear(newVolume) {
  volume = newVolume;
  viewer?.hear(volume);
  const button = element('sound');
  button.dataset.on = String(volume > 0);
  button.lastElementChild.textContent = volume > 0 ? 'Turn sound off' : 'Turn sound on';
}

function toggleSound() {
  hear(volume > 0 ? 0 : Number(element('volume').value) || 1);
}

function toggleFullScreen() {
  document.fullscreenElement ? document.exitFullscreen() : element('screen').requestFullscreen?.().catch(() => {});
}

function rateText(bitsPerSecond) {
  return bitsPerSecond >= 1e6 ? `${(bitsPerSecond / 1e6).toFixed(1)} Mbit/s` : `${Math.round(bitsPerSecond / 1e3)} kbit/s`;
}

function showFigures() {
  const figures = viewer?.figures;
  if (!figures) {
    return;
  }
  samples = [...samples.slice(-AVERAGED), { at: performance.now(), ...figures }];
  const [first] = samples;
  const seconds = (performance.now() - first.at) / 1000;
  const perSecond = (name) => Math.max(0, figures[name] - first[name]) / seconds;
  const texts = {
    delay: figures.delayMillis === null ? '–' : `${Math.round(figures.delayMillis)} ms`,
    rate: seconds > 0 ? rateText(8 * perSecond('receivedBytes')) : '–',
    frames: seconds > 0 ? `${Math.round(perSecond('shown'))} /s` : '–',
    dropped: String(figures.dropped),
    picture: figures.size ? figures.size.join(' × ') : '–',
    codecs: [figures.video, figures.audio].filter(Boolean).join(', ') || '–',
  };
  for (const [id, text] of Object.entries(texts)) {
    if (element(id).textContent !== text) {
      element(id).textContent = text;
    }
  }
  element('codecs').title = figures.player && `played by ${figures.player}`;
}

function pressed(event) {
  const isTyping = event.target.closest('input, textarea') && event.target.type !== 'range';
  if (isTyping || event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }
  const action = { m: toggleSound, f: toggleFullScreen }[event.key.toLowerCase()];
  action?.();
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  remember();
  watch();
});
element('sound').addEventListener('click', toggleSound);
element('volume').addEventListener('input', () => volume > 0 && hear(Number(element('volume').value) || 0.001));
element('full').addEventListener('click', toggleFullScreen);
addEventListener('keydown', pressed);
setInterval(showFigures, FIGURES_MILLIS);

/** What the page is doing, for whoever wants to look from a console. */
Object.defineProperty(globalThis, 'figures', { get: () => viewer?.figures });

for (const [name, value] of Object.entries(recall(wishOfAddress()))) {
  field(name).value = value;
}
// Before this, the browser itself would send the form, and the token in it, as an address.
element('watch').disabled = false;
if (field('app').value && field('stream').value) {
  remember();
  watch();
} else {
  show({ name: 'idle', ...words.idle() });
  field('stream').focus();
}

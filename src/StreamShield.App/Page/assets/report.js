import { call } from './api.js';
import { button } from './fields.js';
import { t } from './words.js';

const longest = 30;

/**
 * A report for support: in English, devices only by kind; no names, addresses or pictures.
 * @param {import('./store.js').Store} store
 * @param {import('./toast.js').Toasts} toasts
 */
export function reportButton(store, toasts) {
  const states = [];
  let last = '';
  store.subscribe((state, connection) => {
    const now = connection === 'on' && state ? `${state.state}${state.reason ? ` (${state.reason})` : ''}${state.panic ? ', panic' : ''}` : connection;
    if (now === last) return;
    last = now;
    states.push(`${new Date().toISOString().slice(11, 19)} ${now}`);
    if (states.length > longest) states.shift();
  });
  return button(t('help.report'), async () => {
    try {
      const [system, devices] = await Promise.all([call('GET', 'system'), call('GET', 'devices')]);
      await navigator.clipboard.writeText(reportOf(store.state, system, devices, states));
      toasts.say(t('help.reported'));
    } catch (error) {
      toasts.fail(error);
    }
  });
}

/** The kind of a source, without its name. */
const kindOf = (camera) => (camera === null ? 'first webcam' : /^[a-z]+:\/\//.test(camera) ? 'stream' : camera.startsWith('webcam:') ? 'webcam' : camera === 'pattern' ? 'pattern' : 'file or device');

/** The name of a known model; a path of the streamer's own may hold a name. */
const modelOf = (choice) => (choice === null ? 'auto' : /[\\/.]/.test(choice) ? 'a file' : choice);

function reportOf(state, system, devices, states) {
  const format = state.sourceFormat;
  return [
    `StreamShield ${state.version}`,
    `System: ${system.system}, ${system.architecture}, ${system.runtime}, ${system.processors} processors, ${system.memoryMb} MB`,
    `Source: ${kindOf(state.camera)}${format ? `, ${format.width}x${format.height} at ${Math.round(format.framesPerSecond)} ${format.encoding ?? ''}` : ''}; goes out as ${state.size} at ${state.framesPerSecond}`,
    `Model: ${modelOf(state.modelChoice ?? null)}; effect ${state.settings.effect} ${state.settings.strength}; people ${state.settings.people}; ${state.settings.zones.length} zones; empty room ${state.room.hasPlate ? 'known' : 'not known'}`,
    `Devices: ${devices.cameras.length} cameras, ${devices.cameras.filter(({ problem }) => problem).length} of them in trouble; ${state.outputs.length} outputs, ${state.outputs.filter(({ trouble }) => trouble).length} in trouble; sound ${state.sound ? (state.sound.trouble ? 'in trouble' : 'on') : 'off'}; ${state.clients} viewers`,
    `Now: ${state.fps.toFixed(1)} fps, ${Math.round(state.latencyMs)} ms, ${Math.round(state.cpuPercent)} % of a core, ${state.peakMemoryMb} MB; ${Object.entries(state.counters).map(([name, count]) => `${name} ${count}`).join(', ')}`,
    `Check: ${state.audit.phase}${state.audit.phase === 'done' ? `, ${state.audit.isSafe ? 'safe' : 'not yet'}: ${state.audit.findings.map(({ kind }) => kind).join(', ') || 'nothing'}` : ''}`,
    `States (UTC): ${states.join('; ')}`,
  ].join('\n');
}

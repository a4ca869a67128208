// What a page did behind what it shows: which devices it asked for, which tracks still run, what is to be heard,
// whom it asked for addresses, what its Content-Security-Policy forbade.

import type { BrowserContext, Page } from '@playwright/test';

/** What was seen in the present document. */
export interface Testimony {
  /** Every question for camera or microphone, in order: what was asked for. */
  questions: { audio: boolean; video: boolean }[];
  /** Tracks of camera and microphone that still run: while there is one, the light is on. */
  running: ('audio' | 'video')[];
  /** Elements that play somebody's sound for people to hear: with a track of sound, neither silent nor paused. */
  audible: number;
  /** For how long they have played together, in seconds. */
  played: number;
  /** Where everything that ever played came out, by the ids of speakers; empty for the system's choice. */
  speakers: string[];
  /** Addresses of every STUN and TURN server that a connection was given. */
  iceServers: string[];
  /** Breaches of the page's Content-Security-Policy. */
  violations: string[];
}

type Window = typeof globalThis & {
  __witness?: {
    questions: { audio: boolean; video: boolean }[];
    tracks: MediaStreamTrack[];
    players: Set<HTMLMediaElement>;
    iceServers: string[];
    violations: string[];
  };
};

/** Watches every page of this person. Comes before the first page is opened. */
export async function watch(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const seen: NonNullable<Window['__witness']> = {
      questions: [],
      tracks: [],
      players: new Set(),
      iceServers: [],
      violations: [],
    };
    (globalThis as Window).__witness = seen;

    document.addEventListener('securitypolicyviolation', (event) => {
      seen.violations.push(`${event.violatedDirective}: ${event.blockedURI || event.sourceFile}`);
    });

    const play = HTMLMediaElement.prototype.play;
    HTMLMediaElement.prototype.play = function () {
      seen.players.add(this);
      return play.call(this);
    };

    // On a page that is neither on https nor on localhost there are no devices.
    if (globalThis.MediaDevices) {
      const ask = MediaDevices.prototype.getUserMedia;
      MediaDevices.prototype.getUserMedia = async function (wanted = {}) {
        seen.questions.push({ audio: Boolean(wanted.audio), video: Boolean(wanted.video) });
        const stream = await ask.call(this, wanted);
        seen.tracks.push(...stream.getTracks());
        return stream;
      };
    }

    const note = (configuration?: RTCConfiguration) => {
      for (const { urls } of configuration?.iceServers ?? []) seen.iceServers.push(...[urls].flat());
    };
    const change = RTCPeerConnection.prototype.setConfiguration;
    RTCPeerConnection.prototype.setConfiguration = function (configuration) {
      note(configuration);
      change.call(this, configuration);
    };
    globalThis.RTCPeerConnection = new Proxy(RTCPeerConnection, {
      construct(target, [configuration]: [RTCConfiguration?]) {
        note(configuration);
        return new target(configuration);
      },
    });
  });
}

/** What the tracks that still run say of themselves, in the order in which they were given. */
export async function runningSettings(page: Page, kind: 'audio' | 'video'): Promise<MediaTrackSettings[]> {
  return page.evaluate(
    (kind) =>
      ((globalThis as Window).__witness?.tracks ?? [])
        .filter((track) => track.kind === kind && track.readyState === 'live')
        .map((track) => track.getSettings()),
    kind,
  );
}

/** What was seen since the present document was loaded. */
export async function testimonyOf(page: Page): Promise<Testimony> {
  return page.evaluate(() => {
    const seen = (globalThis as Window).__witness;
    if (!seen) throw new Error('nobody watches this page');
    const audible = [...seen.players].filter(
      ({ srcObject, muted, paused }) =>
        !muted && !paused && srcObject instanceof MediaStream && srcObject.getAudioTracks().length > 0,
    );
    return {
      questions: seen.questions,
      running: seen.tracks
        .filter((track) => track.readyState === 'live')
        .map((track) => track.kind as 'audio' | 'video'),
      audible: audible.length,
      played: audible.reduce((sum, { currentTime }) => sum + currentTime, 0),
      speakers: [...seen.players].filter(({ muted }) => !muted).map(({ sinkId }) => sinkId),
      iceServers: seen.iceServers,
      violations: seen.violations,
    };
  });
}

/** What the page says, in plain words: a headline and what it means or what to do. */

import { withoutSecrets } from './access.js';

const quoted = (name) => `“${withoutSecrets(name)}”`;

export const idle = () => ({
  title: 'What would you like to watch?',
  text: 'Enter the App and the name of a stream.',
});

export const connecting = () => ({ title: 'Connecting …', text: '' });

export const notPublished = (stream) => ({
  title: `${quoted(stream)} is not on air yet`,
  text: 'It starts here by itself as soon as somebody publishes it.',
});

export const publisherLeft = (stream) => ({
  title: `${quoted(stream)} has ended`,
  text: 'Its publisher has left. If it comes back, so does the picture.',
});

export const noMedia = (stream) => ({
  title: `Nothing comes from ${quoted(stream)}`,
  text: 'It is on air, but its publisher has sent neither picture nor sound for some seconds.',
});

export const soundOnly = (isOn) => ({
  title: 'Sound only',
  text: `This stream has no picture.${isOn ? '' : ' Turn the sound on below.'}`,
});

export function refused({ app, token, user }, reason) {
  if (!/auth/i.test(reason)) {
    return { title: 'The server says no', text: reason || 'It gave no reason.' };
  }
  if (!token) {
    return {
      title: 'A token is needed',
      text: `This server lets nobody into ${quoted(app)} without one. Enter the token that you were given.`,
    };
  }
  const whose = user ? `of the user ${quoted(user)} for the App ${quoted(app)}` : `for the App ${quoted(app)}`;
  return {
    title: 'The token was refused',
    text: `It is not the token ${whose}. Look for a typing error, or ask for another one.`,
  };
}

export const lost = (seconds) => ({
  title: 'The connection is lost',
  text: `Trying again ${seconds < 1 ? 'now' : `in ${Math.round(seconds)} s`} …`,
});

export const unreachable = (seconds) => ({
  title: 'The server does not answer',
  text: `It may be down, or something in between lets no WebSocket through. Trying again ${
    seconds < 1 ? 'now' : `in ${Math.round(seconds)} s`
  } …`,
});

export const noVideoCodec = (name) => ({
  title: `This browser cannot play ${name} video`,
  text: 'Try another browser or device, or ask the publisher for H.264.',
});

export const noPlayer = () => ({
  title: 'This browser cannot play live media',
  text: 'It has neither WebCodecs nor Media Source Extensions. A newer one will do.',
});

export const shuttingDown = () => 'The server is shutting down; the stream may end soon.';

export const slowLink = () =>
  'The connection is too slow for this stream: the server leaves out pictures, so that the others come in time.';

export const noAudioCodec = (name) => `This browser cannot play ${name} sound, so there is only the picture.`;

export const notSecure = () =>
  'This page did not come by HTTPS, so the browser withholds WebCodecs from it; it plays by Media Source, a little later.';

export const noWebCodecs = () => 'This browser has no WebCodecs; it plays by Media Source, a little later.';

export const throughMediaSource = (name) => `WebCodecs has no ${name} here; Media Source plays it, a little later.`;

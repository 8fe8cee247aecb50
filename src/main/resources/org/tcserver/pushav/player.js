// Plays fragments of MP4 through Media Source Extensions: one segment with its init segment, or all tracks of a
// session, which may still be growing.
"use strict";

(function () {
  const AHEAD_SECONDS = 30;
  const POLL_MILLIS = 1000;
  const video = document.getElementById("player");
  const state = document.getElementById("player-state");

  function say(text) {
    state.textContent = text;
  }

  async function bytes(url) {
    const answer = await fetch(url);
    if (!answer.ok) {
      throw new Error(url + " answered " + answer.status);
    }
    return new Uint8Array(await answer.arrayBuffer());
  }

  function hex(value) {
    return value.toString(16).padStart(2, "0");
  }

  // The position after the four characters, -1 if they are not there. Init segments are small: searching is enough.
  function find(data, name) {
    for (let i = 4; i + 4 <= data.length; i++) {
      if (name.charCodeAt(0) === data[i] && name.charCodeAt(1) === data[i + 1]
          && name.charCodeAt(2) === data[i + 2] && name.charCodeAt(3) === data[i + 3]) {
        return i + 4;
      }
    }
    return -1;
  }

  function hevc(data, at, entry) {
    const spaces = ["", "A", "B", "C"];
    let compatibility = 0;
    for (let i = 0; i < 32; i++) {
      compatibility |= ((data[at + 2 + (i >> 3)] >> (7 - (i & 7))) & 1) << i;
    }
    let constraints = "";
    for (let i = 11; i >= 6; i--) {
      if (constraints !== "" || data[at + i] !== 0) {
        constraints = "." + hex(data[at + i]) + constraints;
      }
    }
    return entry + "." + spaces[data[at + 1] >> 6] + (data[at + 1] & 0x1f) + "." + (compatibility >>> 0).toString(16)
      + "." + (data[at + 1] & 0x20 ? "H" : "L") + data[at + 12] + constraints;
  }

  function av1(data, at) {
    const profile = data[at + 1] >> 5;
    const high = (data[at + 2] & 0x40) !== 0;
    const depth = !high ? "08" : profile === 2 && (data[at + 2] & 0x20) ? "12" : "10";
    const tier = data[at + 2] & 0x80 ? "H" : "M";
    return "av01." + profile + "." + String(data[at + 1] & 0x1f).padStart(2, "0") + tier + "." + depth;
  }

  function vp9(data, at) {
    const two = (value) => String(value).padStart(2, "0");
    return "vp09." + two(data[at + 4]) + "." + two(data[at + 5]) + "." + two(data[at + 6] >> 4);
  }

  function aac(data) {
    const esds = find(data, "esds");
    for (let i = esds; esds > 0 && i < Math.min(esds + 40, data.length - 1); i++) {
      if (data[i] === 5) { // DecoderSpecificInfo; its length takes one to four bytes
        let j = i + 1;
        while (data[j] & 0x80) {
          j++;
        }
        return "mp4a.40." + (data[j + 1] >> 3);
      }
    }
    return "mp4a.40.2";
  }

  // The type of an init segment, as a source buffer wants it (RFC 6381).
  function mimeType(data) {
    const entries = [
      ["avc1", "avcC", (at, e) => e + "." + hex(data[at + 1]) + hex(data[at + 2]) + hex(data[at + 3])],
      ["avc3", "avcC", (at, e) => e + "." + hex(data[at + 1]) + hex(data[at + 2]) + hex(data[at + 3])],
      ["hvc1", "hvcC", (at, e) => hevc(data, at, e)],
      ["hev1", "hvcC", (at, e) => hevc(data, at, e)],
      ["av01", "av1C", (at) => av1(data, at)],
      ["vp09", "vpcC", (at) => vp9(data, at)],
      ["mp4a", "esds", () => aac(data)],
      ["Opus", "dOps", () => "opus"],
      ["fLaC", "dfLa", () => "flac"],
      ["ac-3", "dac3", () => "ac-3"],
    ];
    for (const [entry, box, codec] of entries) {
      const at = find(data, box);
      if (find(data, entry) > 0 && at > 0) {
        const kind = find(data, "vmhd") > 0 ? "video" : "audio";
        return kind + '/mp4; codecs="' + codec(at, entry) + '"';
      }
    }
    throw new Error("the codec is not known");
  }

  function append(buffer, data) {
    return new Promise((resolve, reject) => {
      buffer.addEventListener("updateend", resolve, { once: true });
      buffer.addEventListener("error", () => reject(new Error("the browser cannot play this")), { once: true });
      buffer.appendBuffer(data);
    });
  }

  function pause(millis) {
    return new Promise((resolve) => setTimeout(resolve, millis));
  }

  function bufferedEnd(buffer) {
    return buffer.buffered.length === 0 ? 0 : buffer.buffered.end(buffer.buffered.length - 1);
  }

  // Tracks need not begin at zero: start where there is something to show.
  function startAtBeginning(buffer) {
    if (buffer.buffered.length > 0 && video.currentTime < buffer.buffered.start(0)) {
      video.currentTime = buffer.buffered.start(0);
    }
  }

  async function makeRoom(buffer) {
    if (!buffer.updating && buffer.buffered.length > 0 && video.currentTime - buffer.buffered.start(0) > 60) {
      await new Promise((resolve) => {
        buffer.addEventListener("updateend", resolve, { once: true });
        buffer.remove(0, video.currentTime - AHEAD_SECONDS);
      });
    }
  }

  // `segments` answers all that are known by now, and whether more may come.
  async function feed(buffer, segments) {
    for (let next = 0; ;) {
      const known = await segments();
      while (next < known.urls.length) {
        while (bufferedEnd(buffer) - video.currentTime > AHEAD_SECONDS) {
          await pause(500);
        }
        await makeRoom(buffer);
        await append(buffer, await bytes(known.urls[next++]));
        startAtBeginning(buffer);
      }
      if (known.complete) {
        return;
      }
      await pause(POLL_MILLIS);
    }
  }

  async function play(tracks) {
    const source = new MediaSource();
    video.src = URL.createObjectURL(source);
    await new Promise((resolve) => source.addEventListener("sourceopen", resolve, { once: true }));
    const prepared = [];
    for (const track of tracks) {
      const init = await bytes(track.init);
      const type = mimeType(init);
      if (!MediaSource.isTypeSupported(type)) {
        say("This browser cannot play " + type + ".");
        continue;
      }
      prepared.push({ buffer: source.addSourceBuffer(type), init: init, segments: track.segments });
    }
    await Promise.all(prepared.map(async (track) => {
      await append(track.buffer, track.init);
      await feed(track.buffer, track.segments);
    }));
    if (source.readyState === "open") {
      source.endOfStream();
    }
  }

  function playSession() {
    const base = video.dataset.base;
    const url = (path) => base + path.split("/").map(encodeURIComponent).join("/");
    const load = async () => JSON.parse(new TextDecoder().decode(await bytes(video.dataset.session)));
    const begin = async () => {
      let session = await load();
      while (!session.tracks.some((track) => track.inits.length > 0)) {
        say("Waiting for an init segment.");
        await pause(POLL_MILLIS);
        session = await load();
      }
      say("");
      const playable = session.tracks.filter((track) => track.inits.length > 0);
      await play(playable.map((track) => ({
        init: url(track.inits[track.inits.length - 1]),
        segments: async () => {
          const now = await load();
          const mine = now.tracks.find((one) => one.name === track.name);
          return { urls: mine.segments.map(url), complete: now.complete };
        },
      })));
    };
    return begin();
  }

  function playSegment() {
    return play([{
      init: video.dataset.init,
      segments: async () => ({ urls: [video.dataset.segment], complete: true }),
    }]);
  }

  (video.dataset.session ? playSession() : playSegment()).catch((e) => say(e.message));
})();

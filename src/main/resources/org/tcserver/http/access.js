/** Keeps tokens out of addresses and titles, which browsers remember and people pass on. */

const KEY = 'tcserver.wish';
const SECRETS = /(^|[&?;#])(?:token|password|pass|auth|response)=[^&]*/gi;

/** The name without the secrets in its query. */
export function withoutSecrets(name) {
  return name.replace(SECRETS, '').replace(/^([^?&]*)&/, '$1?');
}

/** Remembers what is watched, with its token, for as long as the tab is open. */
export function keep(wish) {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(wish));
  } catch {
    // this browser stores nothing: after a reload the token has to be entered again
  }
}

/** The kept wish if it is for the stream of the given address, else that address. */
export function recall(address) {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY)) ?? {};
    const isSame = ['app', 'stream', 'user'].every((name) => withoutSecrets(kept[name] ?? '') === (address[name] ?? ''));
    return isSame && !address.token ? kept : address;
  } catch {
    return address;
  }
}

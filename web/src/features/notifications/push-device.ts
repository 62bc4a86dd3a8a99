const deviceKey = 'orderline:device'
const wishKey = (userId: string) => `orderline:push:${userId}`
const endpointKey = (userId: string) => `orderline:push-endpoint:${userId}`

function read(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

function write(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(key)
    else localStorage.setItem(key, value)
  } catch {
    // without storage the browser counts as a new device at each visit
  }
}

let unstored: string | undefined

/** This browser's id: a new subscription of the same browser replaces the old one. */
export function deviceId(): string {
  const stored = read(deviceKey) ?? unstored
  if (stored) return stored
  unstored = crypto.randomUUID()
  write(deviceKey, unstored)
  return unstored
}

/** Whether this person asked to be told on this browser; another person here has not. */
export function wantsPush(userId: string): boolean {
  return read(wishKey(userId)) === 'on'
}

export function setWantsPush(userId: string, isWanted: boolean): void {
  write(wishKey(userId), isWanted ? 'on' : null)
  if (!isWanted) write(endpointKey(userId), null)
}

export function savedEndpoint(userId: string): string | null {
  return read(endpointKey(userId))
}

export function saveEndpoint(userId: string, endpoint: string): void {
  write(endpointKey(userId), endpoint)
}

/** Whether a subscription was made with this VAPID key (base64url). */
export function isSameKey(bytes: ArrayBuffer | null, key: string): boolean {
  if (!bytes) return false
  const text = btoa(String.fromCharCode(...new Uint8Array(bytes)))
  const bare = (base64: string) => base64.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
  return bare(text) === bare(key)
}

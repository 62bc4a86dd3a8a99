/** What OwnTracks is set up with; see owntracks.org/booklet/tech/json, "_type=configuration". */
export function ownTracksSettings({
  url,
  orderNumber,
  token,
}: {
  url: string
  orderNumber: string
  token: string
}) {
  return {
    _type: 'configuration',
    // 3: HTTP
    mode: 3,
    url,
    auth: true,
    username: orderNumber,
    password: token,
    deviceId: 'phone',
    tid: orderNumber.slice(-2),
    // 2: move, the mode that follows a drive
    monitoring: 2,
    // both: iOS sends after either, Android's move mode has an interval of its own
    locatorInterval: 10,
    locatorDisplacement: 20,
    moveModeLocatorInterval: 10,
    // so that it can be told to go quiet when the order is over
    cmd: true,
    remoteConfiguration: true,
    // what the server throws away need not be sent
    ignoreInaccurateLocations: 200,
    // nobody here wants to know the names of wireless networks
    extendedData: false,
  }
}

/** The address that sets OwnTracks up when it is opened or scanned on the phone. */
export function ownTracksLink(settings: ReturnType<typeof ownTracksSettings>): string {
  const bytes = new TextEncoder().encode(JSON.stringify(settings))
  const base64 = btoa(String.fromCharCode(...bytes))
  return `owntracks:///config?inline=${encodeURIComponent(base64)}`
}

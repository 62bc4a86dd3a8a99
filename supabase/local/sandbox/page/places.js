/** @typedef {import('../entry.ts').Entry} Entry */
/** @typedef {{ id: string, name: string, person: string | null, at: string }} Device */
/** @typedef {{ name: string, phone?: string, email?: string }} Person */
/** @typedef {import('../fault.ts').Fault} Fault */
/** @typedef {{ people: Person[], devices: Device[], faults: Fault[], opted_out: string[], magic_numbers: { number: string, says: string }[], app_url: string | null, inbound_url: string | null }} Desk */
/**
 * One phone on the desk, with everything that is its owner's.
 * @typedef {{ key: string, title: string, phone: string | null, email: string | null, devices: Device[], entries: Entry[], isPerson: boolean, firstId: number }} Place
 */

/** What one phone shows at most; the log itself has the rest. */
const entriesPerPlace = 200

/**
 * Lays the entries out: a phone for each person, and one for each number, device or address that is nobody's.
 * People first, then the newest phone first.
 * @param {Desk} desk
 * @param {Iterable<Entry>} entries oldest first
 * @returns {Place[]}
 */
export function layOut(desk, entries) {
  /** @type {Map<string, Place>} */
  const places = new Map()
  /** @param {Omit<Place, 'devices' | 'entries'>} place */
  const at = (place) => {
    const known = places.get(place.key)
    if (known) return known
    const fresh = { ...place, devices: [], entries: [] }
    places.set(place.key, fresh)
    return fresh
  }
  /** @param {Person} person */
  const ofPerson = ({ name, phone, email }) =>
    at({
      key: `person ${name}`,
      title: name,
      phone: phone ?? null,
      email: email ?? null,
      isPerson: true,
      firstId: 0,
    })
  /** @param {string} id @param {string} name @param {string | null} owner @param {number} firstId */
  const ofDevice = (id, name, owner, firstId) => {
    const person = desk.people.find((p) => isOf(p, owner ?? name))
    return person
      ? ofPerson(person)
      : at({ key: `device ${id}`, title: name, phone: null, email: null, isPerson: false, firstId })
  }
  /** @param {string} to @param {number} firstId */
  const ofAddress = (to, firstId) => {
    const person = desk.people.find(({ phone, email }) => phone === to || email === to)
    if (person) return ofPerson(person)
    const isMail = to.includes('@')
    return at({
      key: `to ${to}`,
      title: to,
      phone: isMail ? null : to,
      email: isMail ? to : null,
      isPerson: false,
      firstId,
    })
  }

  for (const person of desk.people) ofPerson(person)
  const owners = new Map(desk.devices.map((device) => [device.id, device.person]))
  for (const entry of entries) {
    for (const place of placesOf(entry, ofAddress, (id, name) =>
      ofDevice(id, name, owners.get(id) ?? null, entry.id),
    )) {
      place.entries.push(entry)
      if (place.entries.length > entriesPerPlace) place.entries.shift()
    }
  }
  for (const device of desk.devices) {
    ofDevice(device.id, device.name, device.person, Number.MAX_SAFE_INTEGER).devices.push(device)
  }
  return [...places.values()].toSorted(
    (a, b) => Number(b.isPerson) - Number(a.isPerson) || b.firstId - a.firstId,
  )
}

/**
 * @param {Entry} entry
 * @param {(to: string, firstId: number) => Place} ofAddress
 * @param {(id: string, name: string) => Place} ofDevice
 * @returns {Place[]}
 */
function placesOf(entry, ofAddress, ofDevice) {
  switch (entry.kind) {
    case 'push':
      return [ofDevice(entry.device, entry.device_name)]
    case 'mail':
      return [...entry.to, ...entry.cc, ...entry.bcc].map((to) => ofAddress(to, entry.id))
    case 'inbound':
      return [ofAddress(entry.from, entry.id)]
    default:
      return entry.to === null ? [] : [ofAddress(entry.to, entry.id)]
  }
}

/** "Ada's phone" and "Ada · Chrome" are Ada's. @param {Person} person @param {string} deviceName */
function isOf(person, deviceName) {
  const [name, device] = [person.name.toLowerCase(), deviceName.toLowerCase()]
  return device === name || (device.startsWith(name) && !/[\p{L}\d]/u.test(device.charAt(name.length)))
}

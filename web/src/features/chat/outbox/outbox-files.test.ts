import 'fake-indexeddb/auto'
import { beforeEach, expect, it, vi } from 'vitest'
import { bodies, makeDevice, write } from './outbox-device.ts'
import type { UploadOutcome } from './outbox-queue.ts'

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory())
})

const soon = (check: () => unknown) => vi.waitFor(check, { timeout: 15_000 })
const photo = (name = 'door.jpg') => new File(['the bytes of ', name], name, { type: 'image/jpeg' })
const offline = async (): Promise<UploadOutcome> => ({ kind: 'later' })
/** Something that is on its way until the test says so. */
function gate<T>() {
  let open: (value: T) => void = () => undefined
  const passed = new Promise<T>((resolve) => {
    open = resolve
  })
  return { passed, open }
}

it('sends what Ada writes after a photo only after the photo, and what she writes in another room at once', async () => {
  const device = makeDevice()
  const goesUp = gate<UploadOutcome>()
  device.net.upload = () => goesUp.passed
  const tab = device.openTab()
  await tab.add(write('a photo'), [photo()])
  await tab.add(write('what do you think?'))
  await tab.add(write('elsewhere', 'r2'))
  await soon(() => expect(bodies(device.received)).toEqual(['elsewhere']))
  goesUp.open({ kind: 'uploaded', file_id: 'f1' })
  await soon(() => expect(bodies(device.received)).toEqual(['elsewhere', 'a photo', 'what do you think?']))
  expect(device.received[1]?.files).toEqual(['f1'])
})

it('keeps the bytes of a photo through a reload and sends them as they were, with their name', async () => {
  const device = makeDevice()
  device.net.upload = offline
  await device.openTab().add(write('a photo'), [photo()])
  await soon(() => expect(device.timers.length).toBeGreaterThan(0))
  const got: string[] = []
  device.net.upload = async ({ name, mime }, bytes) => {
    got.push(`${name} ${mime} ${await bytes.text()}`)
    return { kind: 'uploaded', file_id: 'f1' }
  }
  const after = device.openTab()
  await after.flush()
  expect(got).toEqual(['door.jpg image/jpeg the bytes of door.jpg'])
  expect(device.received.map(({ files }) => files)).toEqual([['f1']])
  expect(after.items()).toEqual([])
})

it('sends a photo that is up already not once more after the page died before the message was sent', async () => {
  const device = makeDevice()
  let uploads = 0
  device.net.upload = async ({ name }) => {
    uploads++
    return { kind: 'uploaded', file_id: name }
  }
  device.net.answer = async () => ({ kind: 'later' })
  await device.openTab().add(write('two'), [photo('one'), photo('two')])
  await soon(() => expect(device.timers.length).toBeGreaterThan(0))
  device.net.answer = async () => ({ kind: 'sent' })
  await device.openTab().flush()
  expect(uploads).toBe(2)
  expect(device.received.map(({ files }) => files)).toEqual([['one', 'two']])
})

it.each(['has it again', 'never has it'])(
  'sends a photo once more when the server has forgotten it before the message came, and it then %s',
  async (then) => {
    const device = makeDevice()
    let uploads = 0
    device.net.upload = async ({ name }) => {
      uploads++
      return { kind: 'uploaded', file_id: name }
    }
    device.net.answer = async () => ({ kind: 'later' })
    await device.openTab().add(write('from the tunnel'), [photo()])
    await soon(() => expect(device.timers.length).toBeGreaterThan(0))
    // a day later
    device.net.answer = async () =>
      uploads === 2 && then === 'has it again'
        ? { kind: 'sent' }
        : { kind: 'refused', code: 'file_not_there', message: 'Attach it again.' }
    const after = device.openTab()
    await after.flush()
    expect(uploads).toBe(2)
    expect(bodies(device.received)).toEqual(then === 'has it again' ? ['from the tunnel'] : [])
    const refusals = after.items().map(({ refusal }) => refusal?.code)
    expect(refusals).toEqual(then === 'has it again' ? [] : ['file_not_there'])
  },
)

it('says which file was refused and why, holds its room until Ada deletes it, and no other room', async () => {
  const device = makeDevice()
  device.net.upload = async () => ({ kind: 'refused', code: 'file_too_big', message: 'At most 10 MB.' })
  const tab = device.openTab()
  await tab.add(write('too big'), [photo()])
  await tab.add(write('after'))
  await tab.add(write('elsewhere', 'r2'))
  await soon(() => expect(bodies(device.received)).toEqual(['elsewhere']))
  await soon(() => expect(tab.items()[0]?.refusal?.message).toBe('At most 10 MB.'))
  const [first] = tab.items()
  if (first) await tab.remove(first)
  await soon(() => expect(bodies(device.received)).toEqual(['elsewhere', 'after']))
})

it.each(['deletes it', 'deletes it in another tab', 'signs out in another tab'])(
  'stops a photo on its way when Ada %s',
  async (how) => {
    const device = makeDevice()
    const [begun, stopped] = [gate<string>(), gate<string>()]
    device.net.upload = (_file, _bytes, { signal }) =>
      new Promise((resolve) => {
        begun.open('begun')
        signal.addEventListener('abort', () => {
          stopped.open('stopped')
          resolve({ kind: 'later' })
        })
      })
    const [here, there] = [device.openTab(), device.openTab()]
    await here.add(write('a photo'), [photo()])
    await begun.passed
    const [item] = here.items()
    if (how === 'signs out in another tab') {
      device.session.person = null
      await here.reread()
    } else if (item) await (how === 'deletes it' ? here : there).remove(item)
    expect(await stopped.passed).toBe('stopped')
    await here.flush()
    expect(device.received).toEqual([])
    // who signs out loses nothing: it waits until they are back
    device.session.person = 'ada'
    await here.reread()
    expect(here.items()).toHaveLength(how === 'signs out in another tab' ? 1 : 0)
  },
)

it('says so when the device has lost the bytes of a file', async () => {
  const device = makeDevice()
  device.net.isUp = false
  const tab = device.openTab()
  await tab.add(write('a photo'), [photo()])
  const request = indexedDB.open('orderline-outbox')
  await soon(() => expect(request.readyState).toBe('done'))
  request.result.transaction('files', 'readwrite').objectStore('files').clear()
  device.net.isUp = true
  await tab.flush()
  expect(tab.items()[0]?.refusal).toMatchObject({ code: 'file_gone' })
})

it('shows how far a file is, in whole percents, and nothing of it once it is up', async () => {
  const device = makeDevice()
  const seen: number[][] = []
  const tab = device.openTab()
  tab.watch(() => seen.push([...tab.progress().values()]))
  device.net.upload = async (_file, _bytes, { onProgress }) => {
    for (const part of [0.1, 0.101, 0.5, 1]) onProgress(part)
    return { kind: 'uploaded', file_id: 'f' }
  }
  await tab.add(write('a photo'), [photo()])
  await soon(() => expect(device.received).toHaveLength(1))
  expect(seen.flat().filter((part, at, all) => part !== all[at - 1])).toEqual([10, 50, 100])
  expect(tab.progress().size).toBe(0)
})

/** What an earlier version of the app left: one store, without a version of its own. */
async function leftByEarlierVersion(): Promise<IDBDatabase> {
  const old = { ...write('from before'), attempts: 0, refusal: null }
  const { type: _type, meta: _meta, files: _files, ...kept } = old
  const request = indexedDB.open('orderline-outbox')
  request.onupgradeneeded = () => request.result.createObjectStore('items').put([kept], 'ada')
  await soon(() => expect(request.readyState).toBe('done'))
  return request.result
}

it('brings over what an earlier version of the app kept on the device', async () => {
  ;(await leftByEarlierVersion()).close()
  const device = makeDevice()
  const tab = device.openTab()
  await tab.flush()
  expect(device.received).toMatchObject([{ body: 'from before', type: 'text', files: [], uploads: [] }])
  await tab.add(write('now'), [photo()])
  await soon(() => expect(bodies(device.received)).toEqual(['from before', 'now']))
})

it('sends what Ada writes while a tab of an earlier version holds the storage, and what waits there once it is closed', async () => {
  const earlier = await leftByEarlierVersion()
  const device = makeDevice()
  const tab = device.openTab()
  device.net.isUp = false
  await tab.add(write('now'), [photo()])
  expect(tab.items().map(({ body, is_page_only }) => [body, is_page_only])).toEqual([['now', true]])
  device.net.isUp = true
  await tab.flush()
  expect(bodies(device.received)).toEqual(['now'])
  earlier.close()
  await soon(async () => {
    await tab.flush()
    expect(bodies(device.received)).toEqual(['now', 'from before'])
  })
})

it('tells Ada when her device has no room, sends all the same, and sends nothing twice', async () => {
  const device = makeDevice()
  const tab = device.openTab()
  device.net.isUp = false
  await tab.add(write('kept'))
  const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('The device is full.', 'QuotaExceededError')
  })
  await tab.add(write('not kept'), [photo()])
  expect(tab.items().map(({ body, is_page_only }) => [body, is_page_only])).toEqual([
    ['kept', false],
    ['not kept', true],
  ])
  device.net.isUp = true
  let sends = 0
  device.net.answer = async () => {
    sends++
    return { kind: 'sent' }
  }
  await tab.flush()
  expect(bodies(device.received)).toEqual(['kept', 'not kept'])
  expect(device.received[1]?.files).toEqual(['up door.jpg'])
  expect(sends).toBe(2)
  expect(tab.items()).toEqual([])
  put.mockRestore()
})

it('sends without a device to keep anything on, as in some private windows', async () => {
  vi.stubGlobal('indexedDB', {
    open: () => {
      throw new DOMException('no storage here', 'SecurityError')
    },
  })
  const device = makeDevice()
  device.net.isUp = false
  const tab = device.openTab()
  await tab.add(write('one'), [photo()])
  await tab.add(write('two'))
  expect(tab.items().map(({ is_page_only }) => is_page_only)).toEqual([true, true])
  device.net.isUp = true
  await tab.flush()
  expect(bodies(device.received)).toEqual(['one', 'two'])
})

import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { axeFaults } from './axe.ts'
import { type Actor, openStage, type Stage } from './stage.ts'

let stage: Stage
let ada: Actor
let sam: Actor
let roomId: string

beforeAll(async () => {
  stage = await openStage()
  ada = await stage.actor('Ada', 'customer')
  sam = await stage.actor('Sam', 'partner')
  const order = await stage.placeOrder(ada)
  const { error } = await sam.supabase.rpc('accept_order', { order_id: order.id })
  if (error) throw error
  const { rows } = await stage.sql.query('select id from public.rooms where order_id = $1', [order.id])
  roomId = rows[0].id
  await Promise.all([stage.signIn(ada), stage.signIn(sam)])
  for (const { page } of [ada, sam]) {
    await page.goto(`/orders/${order.id}/chat`)
    await page.getByRole('textbox', { name: 'Message' }).waitFor()
  }
})
afterAll(() => stage?.close())

const log = ({ page }: Actor) => page.getByRole('log', { name: 'Messages' })
const tray = ({ page }: Actor) => page.getByRole('list', { name: 'Attached files' })
type Chosen = { name: string; mimeType: string; buffer: Buffer }
const choose = ({ page }: Actor, ...files: Chosen[]) =>
  page.getByLabel('Files', { exact: true }).setInputFiles(files)
const press = ({ page }: Actor, name: string) => page.getByRole('button', { name, exact: true }).click()

/** A picture drawn by the browser: noise when it must be large. */
async function drawn(
  page: Page,
  width: number,
  height: number,
  type: string,
  isNoisy = false,
): Promise<Buffer> {
  const base64 = await page.evaluate(
    async ([w, h, mime, noisy]) => {
      const canvas = document.createElement('canvas')
      canvas.width = w
      canvas.height = h
      const context = canvas.getContext('2d')
      if (!context) throw new Error('no canvas')
      const image = context.createImageData(w, h)
      for (let at = 0; at < image.data.length; at++)
        image.data[at] = at % 4 === 3 ? 255 : noisy ? Math.floor(Math.random() * 256) : (at / 4) % 256
      context.putImageData(image, 0, 0)
      return canvas.toDataURL(mime, 1).split(',')[1] ?? ''
    },
    [width, height, type, isNoisy] as const,
  )
  return Buffer.from(base64, 'base64')
}

/** A photo as a phone takes it: lying on its side, with camera and position in its EXIF. */
function withPosition(jpeg: Buffer): Buffer {
  const words = Buffer.from('GPSLatitude 45.2757 Canon EOS\0')
  const entry = (tag: number, type: number, count: number, value: number) => {
    const bytes = Buffer.alloc(12)
    bytes.writeUInt16BE(tag, 0)
    bytes.writeUInt16BE(type, 2)
    bytes.writeUInt32BE(count, 4)
    bytes.writeUInt32BE(value, 8)
    return bytes
  }
  const body = Buffer.concat([
    Buffer.from('Exif\0\0MM\0*\0\0\0\x08\0\x02', 'latin1'),
    entry(0x0110, 2, words.length, 38),
    entry(0x0112, 3, 1, 6 * 65_536),
    Buffer.alloc(4),
    words,
  ])
  const head = Buffer.from([0xff, 0xe1, 0, 0])
  head.writeUInt16BE(body.length + 2, 2)
  return Buffer.concat([jpeg.subarray(0, 2), head, body, jpeg.subarray(2)])
}

const pdf = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n')

/** The one file of the newest message, once it is checked. */
async function newestFile(): Promise<{
  id: string
  state: string
  width: number
  height: number
  bytes: number
  thumbnail_bytes?: number
  name: string
}> {
  const read = async () =>
    (
      await stage.sql.query(
        `select files from public.messages where room_id = $1 order by seq desc limit 1`,
        [roomId],
      )
    ).rows[0]?.files?.[0]
  await expect.poll(async () => (await read())?.state, { timeout: 20_000 }).not.toMatch(/pending|undefined/)
  return read()
}
/** Paths of what is stored of a file, in the room's folder of checked ones or anywhere. */
const storedOf = async (id: string, folder = '/checked/') =>
  (
    await stage.sql.query('select name from storage.objects where name like $1 order by name', [
      `%${folder}${id}%`,
    ])
  ).rows.map(({ name }) => name)
const stored = async (actor: Actor, id: string) => {
  const { data, error } = await actor.supabase.storage.from('attachments').download(`${roomId}/checked/${id}`)
  if (error) throw error
  return Buffer.from(await data.arrayBuffer())
}
const isShown = async (actor: Actor, name: string) => {
  const image = log(actor).getByRole('img', { name, exact: true }).last()
  await image.waitFor({ timeout: 20_000 })
  await expect
    .poll(() => image.evaluate((one: HTMLImageElement) => one.naturalWidth), { timeout: 20_000 })
    .toBeGreaterThan(0)
  return image
}
const sizeOf = (image: Locator) =>
  image.evaluate((one: HTMLImageElement) => [one.naturalWidth, one.naturalHeight])
/** What a page loads of checked files from now on: the id, or the id and `.thumbnail`. */
function loadedBy({ page }: Actor): Set<string> {
  const loaded = new Set<string>()
  page.on('request', (request) => {
    const [, name] = request.url().split('/checked/')
    if (name && request.method() === 'GET') loaded.add(name)
  })
  return loaded
}

test('Ada attaches from the menu beside her words with keys alone, and takes it back', async () => {
  const { page } = ada
  // long before the key: what opens a chooser sooner than the browser knows of this is not caught
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Add files or your location' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('menuitem', { name: 'Attach files' }).waitFor()
  await page.keyboard.press('Enter')
  await (await chooser).setFiles([{ name: 'paper.pdf', mimeType: 'application/pdf', buffer: pdf }])
  await page.getByRole('menu').waitFor({ state: 'detached' })
  await tray(ada).getByText('paper').waitFor()
  await tray(ada).getByRole('button').click()
  await tray(ada).waitFor({ state: 'detached' })
  await press(ada, 'Add files or your location')
  expect(await axeFaults(page, { within: 'dialog' })).toEqual([])
  await page.keyboard.press('Escape')
  await page.getByRole('menu').waitFor({ state: 'detached' })
})

test('Ada sends a photo with words: Sam sees it upright and scaled, and its position is really gone', async () => {
  await ada.supabase.auth.signInWithPassword({ email: ada.email, password: 'correct horse battery' })
  const photo = withPosition(await drawn(ada.page, 2600, 1300, 'image/jpeg'))
  expect(photo.includes('Canon EOS')).toBe(true)
  const loaded = loadedBy(ada)
  await choose(ada, { name: 'holiday.jpeg', mimeType: 'image/jpeg', buffer: photo })
  await tray(ada).getByRole('img', { name: 'holiday.jpg' }).waitFor()
  await ada.page.getByRole('textbox', { name: 'Message' }).fill('Like this one?')
  await press(ada, 'Send')
  await log(sam).getByText('Like this one?').waitFor()
  const file = await newestFile()
  // orientation 6: it lay on its side
  expect(file).toMatchObject({ state: 'clean', width: 1024, height: 2048, name: 'holiday.jpg' })
  await isShown(sam, 'holiday.jpg')
  for (const size of ['', '.thumbnail']) {
    const bytes = await stored(sam, file.id + size)
    expect(['Exif', 'GPS', 'Canon'].filter((word) => bytes.includes(word))).toEqual([])
  }
  await expect.poll(() => tray(ada).count()).toBe(0)
  // her own she has
  await isShown(ada, 'holiday.jpg')
  expect([...loaded]).toEqual([])
})

test('a picture stands in its final box before it loads', async () => {
  await sam.page.route('**/storage/v1/object/**', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1500))
    await route.continue()
  })
  await sam.page.reload()
  const waiting = log(sam).getByText('holiday.jpg is loading')
  await waiting.waitFor({ state: 'attached' })
  const boxOf = () =>
    log(sam).evaluate((element) => {
      const box = [...element.querySelectorAll('div')].find((one) => one.style.aspectRatio !== '')
      return box && [box.offsetWidth, box.offsetHeight]
    })
  const before = await boxOf()
  await isShown(sam, 'holiday.jpg')
  expect(await boxOf()).toEqual(before)
  expect(before?.[0]).toBeGreaterThan(100)
  await sam.page.unroute('**/storage/v1/object/**')
})

test('Sam’s bubble loads the small one of the photo, and only the large view the large one', async () => {
  const file = await newestFile()
  expect(file.thumbnail_bytes).toBeLessThanOrEqual(61_440)
  const loaded = loadedBy(sam)
  await sam.page.reload()
  expect(await sizeOf(await isShown(sam, 'holiday.jpg'))).toEqual([240, 480])
  expect([...loaded]).toEqual([`${file.id}.thumbnail`])
  await log(sam).getByRole('button', { name: 'Open holiday.jpg' }).click()
  const large = sam.page.getByRole('dialog', { name: 'holiday.jpg' }).getByRole('img')
  await expect.poll(() => sizeOf(large), { timeout: 20_000 }).toEqual([1024, 2048])
  expect([...loaded]).toEqual([`${file.id}.thumbnail`, file.id])
  await press(sam, 'Close')
})

test('where one size of the photo does not come, Sam sees the other', async () => {
  const { id } = await newestFile()
  const without = async (name: string) => {
    await sam.page.route(`**/checked/${name}`, (route) =>
      route.fulfill({
        status: 400,
        json: { statusCode: '404', error: 'not_found', message: 'Object not found' },
        headers: { 'access-control-allow-origin': '*' },
      }),
    )
    await sam.page.reload()
  }
  await without(`${id}.thumbnail`)
  expect(await sizeOf(await isShown(sam, 'holiday.jpg'))).toEqual([1024, 2048])
  await sam.page.unroute(`**/checked/${id}.thumbnail`)
  await without(id)
  await isShown(sam, 'holiday.jpg')
  const refused = sam.page.waitForResponse((answer) => answer.url().endsWith(`/checked/${id}`))
  await log(sam).getByRole('button', { name: 'Open holiday.jpg' }).click()
  await refused
  const large = sam.page.getByRole('dialog', { name: 'holiday.jpg' }).getByRole('img')
  expect(await sizeOf(large)).toEqual([240, 480])
  // in the room of the large one
  expect((await large.boundingBox())?.height).toBeGreaterThan(480)
  await press(sam, 'Close')
  await sam.page.unroute(`**/checked/${id}`)
})

test('Ada opens the photo, zooms and closes it by keyboard; the focus comes back', async () => {
  await log(ada).getByRole('button', { name: 'Open holiday.jpg' }).focus()
  await ada.page.keyboard.press('Enter')
  const box = ada.page.getByRole('dialog', { name: 'holiday.jpg' })
  const image = box.getByRole('img', { name: 'holiday.jpg' })
  await image.waitFor()
  const widthOf = async () => (await image.boundingBox())?.width ?? 0
  const whole = await widthOf()
  await ada.page.keyboard.press('+')
  await expect.poll(widthOf).toBeCloseTo(whole * 1.5, 0)
  await ada.page.keyboard.press('0')
  await expect.poll(widthOf).toBeCloseTo(whole, 0)
  expect(await axeFaults(ada.page)).toEqual([])
  await ada.page.keyboard.press('Escape')
  await box.waitFor({ state: 'detached' })
  expect(await ada.page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(
    'Open holiday.jpg',
  )
})

test('two pictures and a PDF go in one message; the PDF opens by an address that lives a minute', async () => {
  const pictures = await Promise.all([
    drawn(ada.page, 300, 200, 'image/png'),
    drawn(ada.page, 200, 300, 'image/webp'),
  ])
  await choose(
    ada,
    { name: 'one.png', mimeType: 'image/png', buffer: pictures[0] },
    { name: 'two.webp', mimeType: 'image/webp', buffer: pictures[1] },
    { name: 'Receipt <b>.pdf', mimeType: 'application/pdf', buffer: pdf },
  )
  await tray(ada).getByText('Receipt <b>.pdf').waitFor()
  expect(await axeFaults(ada.page)).toEqual([])
  await press(ada, 'Send')
  await isShown(sam, 'one.webp')
  await isShown(sam, 'two.webp')
  const card = log(sam).getByRole('button', { name: 'Open Receipt _b_.pdf' })
  await card.waitFor()
  const [request] = await Promise.all([
    sam.page.waitForResponse(
      (answer) => answer.url().includes('/object/sign/attachments/') && answer.request().method() === 'POST',
    ),
    card.click(),
  ])
  const token = String((await request.json()).signedURL).split('token=')[1] ?? ''
  const { iat, exp } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
  expect(exp - iat).toBe(60)
  // turning the pages of the message
  await log(sam).getByRole('button', { name: 'Open one.webp' }).click()
  await sam.page.getByText('1 of 2').waitFor()
  await sam.page.keyboard.press('ArrowRight')
  await sam.page.getByRole('dialog', { name: 'two.webp' }).getByRole('img').waitFor()
  await press(sam, 'Close')
})

test('Ada sees how far a large file is, cancels it, and nothing of it stays', async () => {
  const large = Buffer.concat([pdf.subarray(0, 9), Buffer.alloc(6_000_000, 'x'), Buffer.from('\n%%EOF\n')])
  const before = await newestFile()
  const network = await slow(ada, 400_000)
  await choose(ada, { name: 'large.pdf', mimeType: 'application/pdf', buffer: large })
  await press(ada, 'Send')
  const bar = log(ada).getByRole('progressbar', { name: 'Sending large.pdf' })
  await expect
    .poll(() => bar.evaluate((one: HTMLProgressElement) => one.value), { timeout: 30_000 })
    .toBeGreaterThan(0)
  const first = await bar.evaluate((one: HTMLProgressElement) => one.value)
  await expect
    .poll(() => bar.evaluate((one: HTMLProgressElement) => one.value), { timeout: 30_000 })
    .toBeGreaterThan(first)
  await press(ada, 'Cancel large.pdf')
  await bar.waitFor({ state: 'detached' })
  await network.heal()
  const left = async () =>
    (await stage.sql.query(`select 1 from public.message_files where name = 'large.pdf'`)).rowCount
  await expect.poll(left, { timeout: 20_000 }).toBe(0)
  expect((await newestFile()).id).toBe(before.id)
})

test('the network goes in the middle of an upload: after a reload the file is still there, goes up, and arrives once', async () => {
  const large = Buffer.concat([pdf.subarray(0, 9), Buffer.alloc(3_000_000, 'y'), Buffer.from('\n%%EOF\n')])
  const network = await slow(ada, 300_000)
  await choose(ada, { name: 'kept.pdf', mimeType: 'application/pdf', buffer: large })
  await press(ada, 'Send')
  const bar = log(ada).getByRole('progressbar', { name: 'Sending kept.pdf' })
  await expect
    .poll(() => bar.evaluate((one: HTMLProgressElement) => one.value), { timeout: 30_000 })
    .toBeGreaterThan(0)
  await ada.context.setOffline(true)
  await expect.poll(() => log(ada).getByText('kept.pdf').count()).toBe(1)
  await network.heal()
  await ada.context.setOffline(false)
  await ada.page.reload()
  await log(sam).getByRole('button', { name: 'Open kept.pdf' }).waitFor({ timeout: 40_000 })
  await bar.waitFor({ state: 'detached', timeout: 20_000 })
  const { rows } = await stage.sql.query(
    `select count(*)::int as messages from public.messages where files @> '[{"name": "kept.pdf"}]' and room_id = $1`,
    [roomId],
  )
  expect(rows).toEqual([{ messages: 1 }])
  expect((await stored(sam, (await newestFile()).id)).length).toBe(large.length)
})

test('an upload that fails says so, and goes up when Ada tries again', async () => {
  await ada.page.route('**/storage/v1/object/attachments/**', (route) =>
    route.fulfill({
      status: 400,
      json: { statusCode: '413', error: 'Payload too large' },
      headers: { 'access-control-allow-origin': '*' },
    }),
  )
  await choose(ada, { name: 'again.pdf', mimeType: 'application/pdf', buffer: pdf })
  await press(ada, 'Send')
  await log(ada).getByText('Not sent. again.pdf is too large.').waitFor({ timeout: 20_000 })
  await ada.page.unroute('**/storage/v1/object/attachments/**')
  await press(ada, 'Retry')
  await log(sam).getByRole('button', { name: 'Open again.pdf' }).waitFor({ timeout: 20_000 })
})

test('what is neither a picture nor a PDF is refused before it leaves, and what lies about it is refused by the check', async () => {
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="document.title=1"/>')
  await choose(
    ada,
    { name: 'drawing.svg', mimeType: 'image/svg+xml', buffer: svg },
    { name: 'page.html', mimeType: 'text/html', buffer: svg },
    { name: 'broken.png', mimeType: 'image/png', buffer: svg },
  )
  for (const words of ['Only pictures and PDFs can be sent.', 'This picture cannot be read.'])
    await tray(ada).getByText(words).first().waitFor()
  for (const name of ['drawing.svg', 'page.html', 'broken.png']) await press(ada, `Remove ${name}`)
  await choose(ada, { name: 'liar.pdf', mimeType: 'application/pdf', buffer: svg })
  await press(ada, 'Send')
  for (const actor of [ada, sam])
    await log(actor)
      .getByText('This file was not let through: it is neither a picture nor a PDF.')
      .waitFor({ timeout: 20_000 })
  expect(await ada.page.title()).not.toBe('1')
})

test('files are pasted, dropped and limited to ten', async () => {
  const picture = (await drawn(ada.page, 20, 20, 'image/png')).toString('base64')
  await ada.page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
    const fileOf = (name: string) => new File([bytes], name, { type: 'image/png' })
    const carry = (...names: string[]) => {
      const data = new DataTransfer()
      for (const name of names) data.items.add(fileOf(name))
      return data
    }
    const box = document.querySelector('textarea')
    box?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: carry('pasted.png'), bubbles: true }))
    for (const type of ['dragenter', 'dragover', 'drop'])
      document.body.dispatchEvent(
        new DragEvent(type, {
          dataTransfer: carry(...Array.from({ length: 12 }, (_, n) => `dropped ${n}.png`)),
          bubbles: true,
          cancelable: true,
        }),
      )
  }, picture)
  await ada.page.getByText('A message holds 10 files. The others were left out.').waitFor()
  await tray(ada).getByRole('img', { name: 'pasted.webp' }).waitFor()
  await expect.poll(() => tray(ada).getByRole('img').count(), { timeout: 20_000 }).toBe(10)
  for (let left = 10; left > 1; left--) await tray(ada).getByRole('button').first().click()
  await press(ada, 'Send')
  await isShown(sam, 'dropped 8.webp')
})

test('a deleted message takes its picture, in both sizes, from both screens and from the storage', async () => {
  await choose(ada, {
    name: 'doomed.jpg',
    mimeType: 'image/jpeg',
    buffer: await drawn(ada.page, 1600, 1200, 'image/jpeg'),
  })
  await tray(ada).getByRole('img', { name: 'doomed.jpg' }).waitFor()
  await press(ada, 'Send')
  for (const actor of [ada, sam]) await isShown(actor, 'doomed.jpg')
  const { id } = await newestFile()
  expect(await storedOf(id)).toEqual([`${roomId}/checked/${id}`, `${roomId}/checked/${id}.thumbnail`])
  const { rows } = await stage.sql.query(
    `update public.messages set deleted_at = now(), body = null, rev = private.next_rev(room_id) where files @> $1 returning id`,
    [JSON.stringify([{ id }])],
  )
  expect(rows).toHaveLength(1)
  for (const actor of [ada, sam])
    await log(actor).getByRole('img', { name: 'doomed.jpg' }).waitFor({ state: 'detached', timeout: 20_000 })
  await expect.poll(() => storedOf(id, ''), { timeout: 20_000 }).toEqual([])
})

test('Ada chooses a picture of herself: it is cut square, Sam sees it beside her name, and the former one is removed', async () => {
  const orderUrl = sam.page.url()
  await ada.page.goto('/settings')
  const section = ada.page.getByRole('region', { name: 'Your picture' })
  await section.getByRole('button', { name: 'Choose a picture' }).waitFor()
  const pathOf = async () =>
    (await stage.sql.query('select avatar_url from public.profiles where id = $1', [ada.id])).rows[0]
      .avatar_url
  const chooseOwn = async (buffer: Buffer) =>
    section.getByLabel('Picture file').setInputFiles([{ name: 'me.jpg', mimeType: 'image/jpeg', buffer }])
  await chooseOwn(withPosition(await drawn(ada.page, 900, 600, 'image/jpeg')))
  await expect.poll(pathOf, { timeout: 20_000 }).not.toBe(null)
  const first = await pathOf()
  expect(first).toMatch(new RegExp(`^avatars/${ada.id}/[0-9a-f-]{36}\\.jpg$`))
  await section.getByRole('button', { name: 'Change picture' }).waitFor()
  await sam.page.goto(orderUrl)
  // another stands under the open conversation
  const face = sam.page.locator(`img[src*="${first}"]:visible`).first()
  await face.waitFor({ timeout: 20_000 })
  await expect
    .poll(() => face.evaluate((one: HTMLImageElement) => [one.naturalWidth, one.naturalHeight]), {
      timeout: 20_000,
    })
    .toEqual([512, 512])
  const answer = await fetch(await face.evaluate((one: HTMLImageElement) => one.src))
  expect(Buffer.from(await answer.arrayBuffer()).includes('Canon')).toBe(false)
  expect(await axeFaults(ada.page)).toEqual([])
  await section.getByRole('button', { name: 'Remove picture' }).click()
  await expect.poll(pathOf, { timeout: 20_000 }).toBe(null)
  const left = async () =>
    (
      await stage.sql.query(`select 1 from storage.objects where bucket_id = 'avatars' and name like $1`, [
        `${ada.id}%`,
      ])
    ).rowCount
  await expect.poll(left, { timeout: 20_000 }).toBe(0)
  await chooseOwn(Buffer.from('<svg/>'))
  await section.getByText('This picture cannot be read.').waitFor()
})

test('nothing of it broke the rules of the page', () => {
  const own = [...ada.complaints, ...sam.complaints].filter(
    (line) => !/Failed to load resource|ERR_INTERNET_DISCONNECTED|net::/.test(line),
  )
  expect(own).toEqual([])
})

/** A network that sends this many bytes a second, until it heals. */
async function slow({ page }: Actor, bytesPerSecond: number) {
  const session = await page.context().newCDPSession(page)
  const conditions = (uploadThroughput: number) =>
    session.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput,
    })
  await session.send('Network.enable')
  await conditions(bytesPerSecond)
  return { heal: () => conditions(-1) }
}

import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Actor, openStage, type Stage } from './stage.ts'

const wait = { timeout: 30_000 }
let stage: Stage
let ada: Actor
let sam: Actor

beforeAll(async () => {
  stage = await openStage()
  ada = await stage.actor('Ada', 'customer')
  sam = await stage.actor('Sam', 'partner')
  const order = await stage.placeOrder(ada)
  const { error } = await sam.supabase.rpc('accept_order', { order_id: order.id })
  if (error) throw error
  await stage.signIn(ada)
  await ada.page.goto(`/orders/${order.id}/chat`)
  await ada.page.getByRole('textbox', { name: 'Message' }).waitFor(wait)
})
afterAll(() => stage?.close())

const log = () => ada.page.getByRole('log', { name: 'Messages' })
const picture = () => log().getByRole('button', { name: 'Open door.webp' })
const boxOf = async () => {
  const box = await picture().boundingBox()
  return box && { width: Math.round(box.width), height: Math.round(box.height) }
}

/** A tall picture, drawn by the browser. */
const tall = async () => {
  const base64 = await ada.page.evaluate(() => {
    const canvas = document.createElement('canvas')
    canvas.width = 300
    canvas.height = 600
    canvas.getContext('2d')?.fillRect(40, 40, 100, 200)
    return canvas.toDataURL('image/png').split(',')[1] ?? ''
  })
  return Buffer.from(base64, 'base64')
}

test('a picture Ada sends without a network is seen at once in its own shape, and keeps it when it has arrived', async () => {
  const buffer = await tall()
  await ada.context.setOffline(true)
  await ada.page
    .getByLabel('Files', { exact: true })
    .setInputFiles({ name: 'door.png', mimeType: 'image/png', buffer })
  await ada.page
    .getByRole('list', { name: 'Attached files' })
    .getByRole('img', { name: 'door.webp' })
    .waitFor(wait)
  await ada.page.getByRole('button', { name: 'Send', exact: true }).click()
  await picture().waitFor(wait)
  const seenPx = () =>
    picture()
      .locator('img')
      .evaluate((img: HTMLImageElement) => img.naturalHeight)
  await expect.poll(seenPx, wait).toBe(600)
  expect(await boxOf()).toEqual({ width: 165, height: 330 })

  await ada.context.setOffline(false)
  const arrived = async () => {
    const { data } = await sam.supabase.from('messages').select('files').eq('type', 'image')
    return data?.map(({ files }) => files)
  }
  await expect.poll(arrived, wait).toMatchObject([[{ width: 300, height: 600 }]])
  await log()
    .getByRole('progressbar')
    .waitFor({ state: 'detached', ...wait })
  expect(await boxOf()).toEqual({ width: 165, height: 330 })
})

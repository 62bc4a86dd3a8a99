import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openCalling, soon } from './calling.ts'

// Takes the pictures of docs/calls.md from a running stack: set -a; eval "$(npm run -s status -- -o env)"; node --import tsx web/tests/pictures-calls.ts
const folder = fileURLToPath(new URL('../../docs/images/', import.meta.url))
const calling = await openCalling()
const { ada, sam } = calling

/** Somebody before a wall, drawn, where the camera of a browser under test shows a green field. */
function paintPerson([wall, skin, hair, shirt]: string[]) {
  const canvas = document.createElement('canvas')
  canvas.width = 720
  canvas.height = 1080
  const pen = canvas.getContext('2d') as CanvasRenderingContext2D
  const ellipse = (colour: string, x: number, y: number, wide: number, high: number) => {
    pen.fillStyle = colour
    pen.beginPath()
    pen.ellipse(x, y, wide, high, 0, 0, 7)
    pen.fill()
  }
  const paint = () => {
    const light = pen.createLinearGradient(0, 0, 720, 1080)
    light.addColorStop(0, '#f3e9dc')
    light.addColorStop(1, wall as string)
    pen.fillStyle = light
    pen.fillRect(0, 0, 720, 1080)
    ellipse(hair as string, 360, 470, 190, 230)
    ellipse(shirt as string, 360, 1060, 330, 300)
    ellipse(skin as string, 360, 740, 80, 130)
    ellipse(skin as string, 360, 520, 150, 195)
    ellipse(hair as string, 360, 375, 165, 100)
    requestAnimationFrame(paint)
  }
  paint()
  navigator.mediaDevices.getUserMedia = async (asked) => {
    const { stream } = new AudioContext().createMediaStreamDestination()
    const picture = asked?.video ? canvas.captureStream(15).getTracks() : []
    return new MediaStream([...picture, ...(asked?.audio ? stream.getTracks() : [])])
  }
}

await sam.page.setViewportSize({ width: 390, height: 844 })
// what runs these files keeps the names of functions with a helper that a page does not have
for (const one of [ada, sam]) await one.page.addInitScript('globalThis.__name = (one) => one')
await ada.page.addInitScript(paintPerson, ['#c9b8a8', '#c98d6b', '#3b2417', '#7a3b52'])
await sam.page.addInitScript(paintPerson, ['#9fb4b0', '#e0b08f', '#6b4a2b', '#0b5f58'])
await calling.lasts({ ring: 15 })
for (const one of [ada, sam]) await one.page.reload()

await ada.page.getByRole('button', { name: 'Video call with Sam' }).click(soon)
const before = calling.dialog(ada, 'Call Sam?')
await before.getByLabel('Your camera', { exact: true }).waitFor(soon)
await ada.page.waitForTimeout(800)
await ada.page.screenshot({ path: join(folder, 'call-before-phone.png') })
await before.getByRole('button', { name: 'Call now' }).click(soon)
const card = calling.dialog(sam, 'Ada is calling')
await card.waitFor(soon)
await sam.page.waitForTimeout(600)
await sam.page.screenshot({ path: join(folder, 'call-ringing-phone.png') })
await card.getByRole('button', { name: 'Accept' }).click()
await ada.page.locator('[data-phase=together]').waitFor(soon)
await ada.page.waitForTimeout(2500)
await ada.page.screenshot({ path: join(folder, 'call-running-phone.png') })
await calling.stage.close()

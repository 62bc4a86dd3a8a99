import type { OpenPage } from './open.ts'

const shape = /^room:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/

/** The room a notification is about, by its tag; null when it is about something else. */
export const roomOf = (tag: string | undefined): string | null => shape.exec(tag ?? '')?.[1] ?? null

/** Whether a page of this browser that is seen shows the room: each is asked, and silence within `answerMs` is no. */
export async function isLookedAt(
  room: string,
  pages: readonly Pick<OpenPage, 'visibilityState' | 'postMessage'>[],
  answerMs = 500,
): Promise<boolean> {
  const seen = pages.filter(({ visibilityState }) => visibilityState === 'visible')
  const answers = await Promise.all(seen.map((page) => asked(page, room, answerMs)))
  return answers.includes(true)
}

function asked(page: Pick<OpenPage, 'postMessage'>, room: string, answerMs: number): Promise<boolean> {
  const { port1, port2 } = new MessageChannel()
  return new Promise<boolean>((resolve) => {
    const timer = setTimeout(resolve, answerMs, false)
    port1.onmessage = ({ data }) => {
      clearTimeout(timer)
      resolve(data === true)
    }
    page.postMessage({ type: 'looking-at', room }, [port2])
  }).finally(() => port1.close())
}

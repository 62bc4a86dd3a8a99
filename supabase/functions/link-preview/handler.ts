import * as v from 'valibot'
import type { Rpc } from '../_shared/database.ts'
import { answerKnocks } from '../_shared/knock.ts'
import type { Handle, Log } from '../_shared/serve.ts'
import { fetchPage, type Web } from './fetch-page.ts'
import { type Preview, readPage } from './read-page.ts'

export type Dependencies = {
  webhookSecret: string
  rpc: Rpc
  web: Web
  background(work: Promise<void>): void
  log: Log
}

const claimed = v.array(v.object({ message_id: v.string(), lease_token: v.string(), url: v.string() }))

const batch = 20

/** Answers knocks: claims addresses that stand in messages, looks their pages up and settles the cards. Without a page there is none. */
export function linkPreview({ webhookSecret, rpc, web, background, log }: Dependencies): Handle {
  const look = async (url: string): Promise<Preview | undefined> => {
    try {
      const page = await fetchPage(url, web)
      return page && readPage(page)
    } catch {
      // the page is somebody else's: whatever it does, the message simply has no card
      return
    }
  }
  const work = async () => {
    for (;;) {
      const lookups = v.parse(claimed, await rpc('claim_link_lookups', { batch }))
      await Promise.all(
        lookups.map(async ({ message_id, lease_token, url }) => {
          const preview = (await look(url)) ?? null
          await rpc('settle_link_lookup', { message_id, lease_token, preview }).catch((cause) =>
            log(`settle ${message_id}: ${cause}`),
          )
        }),
      )
      if (lookups.length < batch) return
    }
  }
  return answerKnocks({ secret: webhookSecret, work, background, log })
}

import { useEffect, useMemo, useSyncExternalStore } from 'react'
import * as v from 'valibot'
import { rowsOf } from '../../../lib/failure.ts'
import { subscribe } from '../../../lib/realtime.ts'
import { useMyId } from '../../../lib/session.tsx'
import { supabase } from '../../../lib/supabase.ts'
import { type Draft, makeDraft } from './draft.ts'

const storedSchema = v.object({ text: v.string(), at: v.number() })
const rowSchema = v.object({ body: v.string(), written_at: v.pipe(v.string(), v.isoTimestamp()) })
const heardSchema = v.object({ room_id: v.string(), thread_root: v.nullable(v.string()) })

function draftOf(row: unknown): Draft {
  const { body, written_at } = v.parse(rowSchema, row)
  return { text: body, at: Date.parse(written_at) }
}

function ownDraft(me: string, room_id: string, thread_root: string | null) {
  const key = ['orderline:draft', me, room_id, ...(thread_root ? [thread_root] : [])].join(':')
  return makeDraft({
    load: () => {
      try {
        return v.parse(storedSchema, JSON.parse(localStorage.getItem(key) ?? 'null'))
      } catch {
        return null
      }
    },
    keep: (draft) => {
      try {
        localStorage.setItem(key, JSON.stringify(draft))
      } catch {
        // a full or forbidden storage loses the draft at a reload, not the words on screen
      }
    },
    save: async ({ text, at }) =>
      draftOf(
        await rowsOf(
          supabase.rpc('save_draft', {
            room_id,
            body: text,
            written_at: new Date(at).toISOString(),
            ...(thread_root && { thread_root }),
          }),
        ),
      ),
    fetch: async () => {
      const mine = supabase.from('drafts').select('body, written_at').eq('room_id', room_id)
      const [row] = await rowsOf(
        (thread_root ? mine.eq('thread_root', thread_root) : mine.is('thread_root', null)).limit(1),
      )
      return row ? draftOf(row) : null
    },
  })
}

/** What the person has begun to write in a room, or in a thread of it: on all their devices, until it is sent. */
export function useDraft(roomId: string, threadRoot: string | null = null): [string, (text: string) => void] {
  const me = useMyId()
  const draft = useMemo(() => ownDraft(me, roomId, threadRoot), [me, roomId, threadRoot])
  const text = useSyncExternalStore(draft.watch, draft.text)

  useEffect(() => {
    const sync = () => void draft.sync()
    const leave = () => document.visibilityState === 'hidden' && void draft.flush()
    const end = subscribe(
      `user:${me}`,
      {
        draft_saved: (payload) => {
          const heard = v.safeParse(heardSchema, payload)
          if (heard.success && heard.output.room_id === roomId && heard.output.thread_root === threadRoot)
            sync()
        },
      },
      { private: true, onReady: sync },
    )
    window.addEventListener('online', sync)
    document.addEventListener('visibilitychange', leave)
    sync()
    return () => {
      window.removeEventListener('online', sync)
      document.removeEventListener('visibilitychange', leave)
      end()
      void draft.flush()
    }
  }, [draft, me, roomId, threadRoot])

  return [text, draft.write]
}

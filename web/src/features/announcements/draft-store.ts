import * as v from 'valibot'
import { type Draft, draftSchema } from './announcement.ts'

const key = (id: string) => `orderline:announcement:${id}`

/** What this device has of a draft that the server does not have yet. */
export function readDraft(id: string): Draft | null {
  try {
    const read = v.safeParse(draftSchema, JSON.parse(localStorage.getItem(key(id)) ?? 'null'))
    return read.success ? read.output : null
  } catch {
    return null
  }
}

export function writeDraft(id: string, draft: Draft | null): void {
  try {
    if (draft) localStorage.setItem(key(id), JSON.stringify(draft))
    else localStorage.removeItem(key(id))
  } catch {
    // a full or forbidden storage loses an unsaved draft at a reload, not the words on screen
  }
}

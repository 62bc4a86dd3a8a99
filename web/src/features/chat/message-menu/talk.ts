import { createContext, useContext } from 'react'
import type { Message } from '../log/message.ts'
import type { Member, Room } from '../room/room.ts'
import { menuWords } from './words.ts'

/** What the composer is about, besides new words: a message it answers, or an own one whose words it changes. */
export type Compose = { kind: 'reply' | 'edit'; message: Message } | null

/** What a bubble or a composer can ask of the conversation it stands in. */
export type Talk = {
  room: Room
  me: string
  /** Whose thread this is; null in the room itself. */
  threadRoot: string | null
  people: ReadonlyMap<string, Member>
  /** Whose words the person does not want to see; `blockedWords()` stand in their place. */
  hidden: ReadonlySet<string>
  /** Whether the person may write here now. */
  canSpeak: boolean
  /** Whether the person is here as staff: they see what others said before, and delete it. */
  mayModerate: boolean
  /** Unread messages per thread the person follows, by its root. */
  unreadThreads: ReadonlyMap<string, number>
  find(id: string): Message | undefined
  compose: Compose
  setCompose(compose: Compose): void
  /** Begins to edit the newest own message that may be edited; false when there is none. */
  editLast(): boolean
  openMenu(message: Message, anchor: HTMLElement): void
  openHistory(message: Message): void
  openThread(message: Message): void
  /** Shows a message of the room, wherever it is: in its thread, if it was said there. */
  jump(target: Pick<Message, 'id' | 'seq' | 'thread_root'>): void
}

/** In the place of what somebody said whom one blocked. For components. */
export const blockedWords = () => menuWords.use().blocked

export const TalkContext = createContext<Talk | null>(null)

/** The conversation around this component; null where bubbles are only looked at. */
export const useTalk = () => useContext(TalkContext)

/** How a person is called here; who left is no longer known by name. For components. */
export function nameIn(talk: Pick<Talk, 'me' | 'people'>, id: string | null): string {
  const { you, gone } = menuWords.use()
  if (id === talk.me) return you
  return (id && talk.people.get(id)?.name) || gone
}

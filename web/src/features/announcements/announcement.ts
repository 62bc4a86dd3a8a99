import * as v from 'valibot'
import { formatTag } from '../../lib/locale.ts'
import { announcementWords } from './words/writing.ts'

export const allChannels = ['in_app', 'web_push', 'sms', 'email'] as const
export type Channel = (typeof allChannels)[number]
export const roles = ['customer', 'partner', 'staff'] as const
export const orderKinds = ['laundry', 'pharmacy', 'hotel', 'care', 'delivery'] as const
/** Languages that words can be written in. */
export const wordLocales = ['en', 'es', 'ar'] as const
export const languageText = (locale: string): string => announcementWords.now().languages[locale] ?? locale

/** At most as long as every template shows it in full. */
export const mostTitle = 60
export const mostBody = 2000
export const mostLabel = 40
export const mostPeople = 10_000

const saidSchema = v.object({
  title: v.optional(v.string(), ''),
  body: v.optional(v.string(), ''),
  action_label: v.optional(v.string(), ''),
})
export const audienceSchema = v.variant('kind', [
  v.object({ kind: v.literal('all') }),
  v.object({ kind: v.literal('active_order') }),
  v.object({ kind: v.literal('role'), roles: v.array(v.picklist(roles)) }),
  v.object({ kind: v.literal('order_kind'), kinds: v.array(v.picklist(orderKinds)) }),
  v.object({
    kind: v.literal('list'),
    user_ids: v.optional(v.array(v.string())),
    emails: v.optional(v.array(v.string())),
  }),
])
const stateSchema = v.picklist(['draft', 'scheduled', 'sending', 'done', 'cancelled', 'failed'])

/** What is written and chosen; the rest of the row is what became of it. */
export const draftSchema = v.object({
  event_type: v.string(),
  words: v.record(v.string(), saidSchema),
  default_locale: v.string(),
  audience: audienceSchema,
  channels: v.nullable(v.array(v.picklist(allChannels))),
  priority: v.picklist(['low', 'normal', 'high', 'urgent']),
  action_url: v.nullable(v.string()),
  image_url: v.nullable(v.string()),
})
export const announcementSchema = v.object({
  ...draftSchema.entries,
  id: v.string(),
  state: stateSchema,
  scheduled_for: v.nullable(v.string()),
  started_at: v.nullable(v.string()),
  finished_at: v.nullable(v.string()),
  cancelled_at: v.nullable(v.string()),
  fault: v.nullish(v.string(), null),
  updated_at: v.string(),
})
export const listedSchema = v.object({
  id: v.string(),
  title: v.string(),
  state: stateSchema,
  scheduled_for: v.nullable(v.string()),
  started_at: v.nullable(v.string()),
  cancelled_at: v.nullable(v.string()),
  created_at: v.string(),
  updated_at: v.string(),
  author: v.nullable(v.string()),
  told: v.number(),
})
export const reachSchema = v.object({
  people: v.number(),
  reachable: v.object({
    any: v.number(),
    in_app: v.number(),
    web_push: v.number(),
    sms: v.number(),
    email: v.number(),
  }),
  locales: v.record(v.string(), v.number()),
  sample: v.array(v.string()),
  unknown: v.array(v.string()),
})
const readingSchema = v.object({
  title: v.optional(v.string(), ''),
  body: v.optional(v.string(), ''),
  action_label: v.optional(v.string(), ''),
  encoding: v.optional(v.string()),
  characters: v.optional(v.number()),
  segments: v.optional(v.number()),
})
export const readingsSchema = v.partial(
  v.object({ in_app: readingSchema, web_push: readingSchema, sms: readingSchema, email: readingSchema }),
)
const countsSchema = v.object({
  waiting: v.number(),
  suppressed: v.number(),
  sent: v.number(),
  delivered: v.number(),
  failed: v.number(),
  shown: v.number(),
  clicked: v.number(),
})
export const progressSchema = v.object({
  ...countsSchema.entries,
  audience: v.number(),
  created: v.number(),
  read: v.number(),
  channels: v.partial(v.object({ web_push: countsSchema, sms: countsSchema, email: countsSchema })),
})

export type Said = v.InferOutput<typeof saidSchema>
export type Audience = v.InferOutput<typeof audienceSchema>
export type Draft = v.InferOutput<typeof draftSchema>
export type Announcement = v.InferOutput<typeof announcementSchema>
export type Listed = v.InferOutput<typeof listedSchema>
export type Reach = v.InferOutput<typeof reachSchema>
export type Readings = v.InferOutput<typeof readingsSchema>
export type Reading = v.InferOutput<typeof readingSchema>
export type Progress = v.InferOutput<typeof progressSchema>
export type State = Announcement['state']

export const blankDraft: Draft = {
  event_type: 'announcement.news',
  words: { en: { title: '', body: '', action_label: '' } },
  default_locale: 'en',
  audience: { kind: 'all' },
  channels: null,
  priority: 'normal',
  action_url: null,
  image_url: null,
}

const number = new Intl.NumberFormat(formatTag)
const lists = new Intl.ListFormat(formatTag, { type: 'unit', style: 'short' })
/** "1,204 people", "1 person". */
export const peopleText = (count: number): string => announcementWords.now().people(count)
export const countText = (count: number): string => number.format(count)
export const listText = (parts: readonly string[]): string => lists.format(parts)

/** "1,204 people, 1,190 reachable". */
export function reachText({ people, reachable }: Pick<Reach, 'people' | 'reachable'>): string {
  const words = announcementWords.now()
  if (people === 0) return words.nobody
  return reachable.any === people
    ? words.allReachable(people)
    : words.someReachable(people, number.format(reachable.any))
}

/** Whom an audience means, as the end of the sentence "To …". */
export function audienceText(audience: Audience): string {
  const words = announcementWords.now()
  switch (audience.kind) {
    case 'all':
      return words.everybody
    case 'active_order':
      return words.withOpenOrder
    case 'role':
      return words.roleList(listText(audience.roles.map((role) => words.roles[role])))
    case 'order_kind':
      return words.whoOrdered(listText(audience.kinds.map((kind) => words.kinds[kind])))
    case 'list':
      return words.aList(audience.user_ids?.length ?? 0)
  }
}

/** What keeps a draft from being sent, one sentence each, where it is to be mended. */
export type Missing = {
  words?: { locale: string; title?: string; body?: string }
  audience?: string
  link?: string
  image?: string
}
export function missingIn({ words, default_locale, audience, action_url, image_url }: Draft): Missing {
  const say = announcementWords.now()
  const missing: Missing = {}
  for (const [locale, said] of Object.entries({ [default_locale]: words[default_locale], ...words })) {
    const title = said?.title.trim() ? undefined : say.missingTitle
    const body = said?.body.trim() ? undefined : say.missingBody
    if (title || body) {
      missing.words = { locale, ...(title && { title }), ...(body && { body }) }
      break
    }
  }
  if (audience.kind === 'role' && audience.roles.length === 0) missing.audience = say.missingRole
  if (audience.kind === 'order_kind' && audience.kinds.length === 0) missing.audience = say.missingKind
  if (audience.kind === 'list' && (audience.emails ?? audience.user_ids ?? []).length === 0)
    missing.audience = say.missingEmail
  if (action_url && !isLink(action_url)) missing.link = say.wrongLink
  if (image_url && !image_url.startsWith('https://')) missing.image = say.wrongImage
  return missing
}
export const isLink = (url: string): boolean => /^\/[^/\\\s]/.test(url) || url.startsWith('https://')

/** The addresses in a text, however they were separated; each once. */
export function readEmails(text: string): string[] {
  return [
    ...new Set(
      text
        .split(/[\s,;]+/)
        .map((one) => one.trim().toLowerCase())
        .filter((one) => one.includes('@')),
    ),
  ]
}

/** A draft as the server takes it while it is unfinished: what it would refuse waits until it is whole. */
export function savable(draft: Draft): Draft {
  const { link, image, audience } = missingIn(draft)
  return {
    ...draft,
    action_url: link ? null : draft.action_url,
    image_url: image ? null : draft.image_url,
    audience: audience && draft.audience.kind !== 'list' ? { kind: 'list', user_ids: [] } : draft.audience,
  }
}

/** Everything that still waits or is being told: while there is some, the figures move. */
export function isMoving(state: State, progress: Progress | undefined): boolean {
  return state === 'sending' || (progress !== undefined && progress.waiting > 0 && state === 'done')
}

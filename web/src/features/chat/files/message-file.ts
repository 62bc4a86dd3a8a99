import * as v from 'valibot'
import { formatTag } from '../../../lib/locale.ts'
import type { OutboxItem } from '../outbox/outbox-queue.ts'
import { filesWords } from './words.ts'

const schema = v.object({
  id: v.string(),
  name: v.string(),
  mime: v.string(),
  bytes: v.number(),
  width: v.optional(v.number()),
  height: v.optional(v.number()),
  thumbnail_bytes: v.optional(v.number()),
  state: v.picklist(['pending', 'clean', 'blocked']),
  reason: v.optional(v.string()),
})

/**
 * A file of a message: `width` and `height` in pixels as it is shown; with `thumbnail_bytes` there is a small one of it.
 * `waiting` is one that this device still has to upload.
 */
export type MessageFile = Omit<v.InferOutput<typeof schema>, 'state'> & {
  state: 'waiting' | 'pending' | 'clean' | 'blocked'
}

/** What a message carries, as the server says; what cannot be read is left out. */
export function filesOf(files: readonly unknown[]): MessageFile[] {
  return files.flatMap((file) => {
    const parsed = v.safeParse(schema, file)
    return parsed.success ? [parsed.output] : []
  })
}

/** What a message in the outbox will carry. */
export function waitingFilesOf({ uploads }: Pick<OutboxItem, 'uploads'>): MessageFile[] {
  return uploads.map(({ key: id, file_id: _, ...told }) => ({ ...told, id, state: 'waiting' }))
}

export const isPicture = ({ mime }: Pick<MessageFile, 'mime'>): boolean => mime.startsWith('image/')

/** The type of a message that carries these. */
export function typeOfFiles(files: readonly Pick<File, 'type'>[]): 'text' | 'image' | 'file' {
  if (files.length === 0) return 'text'
  return files.every(({ type }) => type.startsWith('image/')) ? 'image' : 'file'
}

/** Where a checked file lies in the bucket. */
export const storedPath = (roomId: string, fileId: string): string => `${roomId}/checked/${fileId}`
export const thumbnailPath = (roomId: string, fileId: string): string =>
  `${storedPath(roomId, fileId)}.thumbnail`

export const bucket = 'attachments'
/** The bucket's own limit and types: what is over them is refused before it is uploaded. */
export const maxBytes = 10 * 1024 * 1024
export const maxFiles = 10
export const acceptedTypes = ['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'application/pdf']

const unit = (unit: string, maximumFractionDigits: number) =>
  new Intl.NumberFormat(formatTag, { style: 'unit', unit, maximumFractionDigits })
const small = unit('kilobyte', 1)
const middle = unit('kilobyte', 0)
const large = unit('megabyte', 1)

/** 0.8 kB, 45 kB, 1.2 MB. */
export function sizeText(bytes: number): string {
  if (bytes >= 999_500) return large.format(bytes / 1_000_000)
  return (bytes < 9950 ? small : middle).format(bytes / 1000)
}

/** Why a file is not shown. */
export function refusalText(reason = ''): string {
  const { refusals, refusal } = filesWords.now()
  return Object.hasOwn(refusals, reason) ? refusals[reason as keyof typeof refusals] : refusal
}

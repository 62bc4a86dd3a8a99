import * as v from 'valibot'
import { safeHref } from '../../../lib/format.ts'

const linkSchema = v.object({
  url: v.string(),
  site: v.pipe(v.string(), v.minLength(1)),
  title: v.pipe(v.string(), v.minLength(1)),
  description: v.nullish(v.string(), null),
})

export type LinkPreview = { href: string; site: string; title: string; description: string | null }

/** What `messages.link` shows; nothing when there is none, or when its address is none that may be opened. */
export function linkPreviewOf(link: unknown): LinkPreview | null {
  const parsed = v.safeParse(linkSchema, link)
  if (!parsed.success) return null
  const { url, site, title, description } = parsed.output
  const href = /^https?:\/\//.test(url) ? safeHref(url, url) : null
  return href ? { href, site, title, description } : null
}

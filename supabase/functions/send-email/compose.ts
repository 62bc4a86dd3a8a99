import * as v from 'valibot'
import { categoryName } from '../_shared/category-names.ts'
import type { Claimed } from '../_shared/deliveries.ts'
import { signLink } from '../_shared/link.ts'
import { inLocale } from '../_shared/locale.ts'
import { clean } from '../_shared/outcome.ts'
import { isAddress, type Sender } from '../_shared/sender.ts'
import { type Block, blocksOf, type Letter } from './letter.ts'
import type { Mail } from './mail.ts'
import { htmlOf } from './page.ts'
import { textOf } from './text.ts'
import { mailWords } from './words.ts'

/** What is the same in every mail. */
export type House = {
  from: Sender
  /** Name and postal address; \n parts its lines. */
  company?: string
  appUrl: string
  /** The public URL of our functions: where links in mails lead. */
  functionsUrl: string
  linkSecret: string
}

const https = v.pipe(v.string(), v.regex(/^https:\/\//))
const rendered = v.object({
  title: v.pipe(
    v.string(),
    v.transform((title) => clean(title, 200)),
    v.minLength(1),
  ),
  body: v.string(),
  action_label: v.nullish(v.string()),
  action_url: v.nullish(v.pipe(v.string(), v.regex(/^(\/(?![/\\])|https:\/\/)/))),
  image_url: v.nullish(https),
  category: v.nullish(v.string(), ''),
  locale: v.nullish(v.string()),
})
const target = v.object({
  email: v.pipe(v.string(), v.check(isAddress)),
  locale: v.nullish(v.string()),
  category_label: v.nullish(v.string()),
  is_critical: v.nullish(v.boolean(), false),
  round: v.nullish(v.number(), 0),
})

/**
 * The mail of a claimed delivery; nothing when its words or its address cannot be read. Links are signed by delivery, so
 * composing it again, today or tomorrow, gives the same bytes.
 */
export async function compose(delivery: Claimed, house: House): Promise<Mail | undefined> {
  const words = v.safeParse(rendered, delivery.rendered)
  const to = v.safeParse(target, delivery.target)
  if (!words.success || !to.success) return undefined
  const { title, body, action_label, action_url, image_url, category } = words.output
  const { email, is_critical, category_label, round } = to.output
  const locale = words.output.locale ?? to.output.locale ?? 'en'
  const lines = inLocale(mailWords, locale)
  const link = async (name: string, purpose: 'click' | 'unsubscribe') =>
    `${house.functionsUrl}/${name}/${await signLink(house.linkSecret, delivery.id, purpose)}`
  const unsubscribe = is_critical ? undefined : await link('unsubscribe', 'unsubscribe')

  const letter: Letter = {
    locale,
    brand: house.from.name ?? house.from.email,
    title,
    blocks: withoutTitle(blocksOf(body.toWellFormed()), title),
    ...(image_url ? { imageUrl: image_url } : {}),
    ...(action_url
      ? { action: { label: clean(action_label || lines.open, 80), url: await link('link-click', 'click') } }
      : {}),
    why: whyOf(),
    links: [
      { label: lines.choose, url: new URL('/settings', house.appUrl).href },
      ...(unsubscribe ? [{ label: lines.unsubscribe, url: unsubscribe }] : []),
    ],
    ...(house.company ? { company: house.company } : {}),
  }
  return {
    deliveryId: delivery.id,
    key: round > 0 ? `${delivery.id}/${round}` : delivery.id,
    from: house.from,
    to: email,
    subject: title,
    html: htmlOf(letter),
    text: textOf(letter),
    headers: {
      // no holiday replies to what no person wrote
      'Auto-Submitted': 'auto-generated',
      ...(unsubscribe
        ? { 'List-Unsubscribe': `<${unsubscribe}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }
        : {}),
    },
  }

  function whyOf(): string {
    if (is_critical) return lines.whyCritical
    return category_label
      ? lines.why(clean(categoryName(category, category_label, locale), 80))
      : lines.whyUnnamed
  }
}

/** A body that begins by repeating its title says it once. */
function withoutTitle(blocks: Block[], title: string): Block[] {
  const [first, ...rest] = blocks
  const isTitle = first?.kind === 'paragraph' && first.lines.join(' ') === title
  return isTitle && rest.length > 0 ? rest : blocks
}

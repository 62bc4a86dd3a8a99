import { PDFDocument, type RGB, rgb } from 'pdf-lib'
import { chosenLocale, inLocale } from '../_shared/locale.ts'
import { minorDigits, toDecimal } from '../_shared/payments/money.ts'
import { type Direction, type Line, openScript, type Weight } from './script.ts'
import { words } from './words.ts'

/** What a receipt says. Sums are minor units. */
export type Receipt = {
  kind: 'receipt' | 'credit_note'
  number: string
  /** Of the receipt that a credit note takes from. */
  receiptNumber: string | null
  issuedAt: string
  orderNumber: string
  customerName: string | null
  amountMinor: number
  currency: string
  provider: string
  method: string | null
  reference: string
  locale: string
  /** Where the customer is: the date is theirs. */
  timeZone: string
}

// A4 in points
const page = { width: 595.28, height: 841.89, margin: 56 }
const ink = rgb(0.07, 0.11, 0.13)
const soft = rgb(0.33, 0.39, 0.42)
const line = rgb(0.84, 0.87, 0.88)
const accent = rgb(0.03, 0.37, 0.37)

/** One page, in the customer's language. `company` is its name, and then its address, a line each. */
export async function drawReceipt(receipt: Receipt, company: string | undefined): Promise<Uint8Array> {
  const said = inLocale(words, receipt.locale)
  const locale = chosenLocale(words, receipt.locale)
  const format = formatOf(locale, receipt.locale)
  const direction: Direction = locale === 'ar' ? 'rtl' : 'ltr'
  const document = await PDFDocument.create()
  const script = openScript(document)
  const sheet = document.addPage([page.width, page.height])
  const drawing: (() => void)[] = []

  /** `x` from where lines begin: the left margin, or the right one where people read to the left. */
  const put = (text: string, x: number, y: number, o: Look = {}) => {
    const { size = 10.5, weight = 'regular', color = ink, isAtEnd = false, most } = o
    const set = fitted(
      (given) => script.line(text, given, weight, o.isTheirs ? 'auto' : direction),
      size,
      most,
    )
    const left = direction === 'ltr' ? page.margin + x : page.width - page.margin - x
    const isRight = isAtEnd === (direction === 'ltr')
    drawing.push(() => set.draw(sheet, isRight ? left - set.width : left, y, color))
  }
  const rule = (y: number, thickness = 0.75, color = line) =>
    sheet.drawLine({
      start: { x: page.margin, y },
      end: { x: page.width - page.margin, y },
      thickness,
      color,
    })
  const inner = page.width - 2 * page.margin

  const isReceipt = receipt.kind === 'receipt'
  const [name = 'Orderline', ...address] = company?.split('\n').filter((part) => part.trim()) ?? []
  put(name, 0, 762, { isTheirs: true, size: 15, weight: 'bold', color: accent, most: inner * 0.6 })
  for (const [n, part] of address.slice(0, 4).entries())
    put(part, 0, 744 - n * 14, { isTheirs: true, size: 9.5, color: soft, most: inner * 0.6 })
  put(isReceipt ? said.receipt : said.creditNote, inner, 762, { size: 20, weight: 'bold', isAtEnd: true })
  put(receipt.number, inner, 744, { isTheirs: true, size: 10.5, color: soft, isAtEnd: true })
  const top = 744 - Math.max(Math.min(address.length, 4), 1) * 14 - 22
  rule(top)

  const method =
    receipt.provider === 'cash' || receipt.provider === 'card_at_door'
      ? said.methods[receipt.provider]
      : (receipt.method ?? receipt.provider)
  const facts = [
    [said.date, dateOf(receipt, format)],
    [said.order, receipt.orderNumber],
    [said.customer, receipt.customerName ?? said.nobody],
    [isReceipt ? said.paidBy : said.refundedTo, method],
    [said.reference, receipt.reference],
    ...(receipt.receiptNumber ? [[said.toReceipt, receipt.receiptNumber]] : []),
  ] as const
  for (const [n, [label = '', value = '']] of facts.entries()) {
    const y = top - 28 - n * 22
    put(label, 0, y, { color: soft, most: 130 })
    put(value, 140, y, { isTheirs: true, most: inner - 140 })
  }

  const below = top - 28 - facts.length * 22 - 24
  const sum = sumOf(receipt.amountMinor, receipt.currency, format)
  rule(below)
  put(isReceipt ? said.forOrder(receipt.orderNumber) : said.refundOf(receipt.orderNumber), 0, below - 26)
  put(sum, inner, below - 26, { isAtEnd: true })
  rule(below - 46)
  put(isReceipt ? said.paid : said.refunded, 0, below - 76, { size: 14, weight: 'bold' })
  put(sum, inner, below - 76, { size: 14, weight: 'bold', isAtEnd: true })
  put(said.thanks, 0, 72, { size: 9.5, color: soft })

  document.setTitle(`${isReceipt ? said.receipt : said.creditNote} ${receipt.number}`, {
    showInWindowTitleBar: true,
  })
  document.setAuthor(name)
  document.setLanguage(locale)
  document.setProducer('Orderline')
  document.setCreator('Orderline')
  document.setCreationDate(new Date(receipt.issuedAt))
  document.setModificationDate(new Date(receipt.issuedAt))
  await script.embed()
  for (const draw of drawing) draw()
  return document.save()
}

/** `isTheirs`: written by people, so its own first letter says where it begins. */
type Look = {
  size?: number
  weight?: Weight
  color?: RGB
  isAtEnd?: boolean
  most?: number
  isTheirs?: boolean
}

/** As large as asked, or smaller until it is no wider than `most` points. */
function fitted(set: (size: number) => Line, size: number, most = Number.POSITIVE_INFINITY): Line {
  const asked = set(size)
  return asked.width <= most ? asked : set((size * most) / asked.width)
}

/** As the customer's own region writes dates and sums, in the language of the words; with Western digits, which banks print too. */
function formatOf(locale: string, asked: string): Intl.UnicodeBCP47LocaleIdentifier {
  try {
    const tag = new Intl.Locale(asked)
    return new Intl.Locale(tag.language === locale ? tag : locale, { numberingSystem: 'latn' }).toString()
  } catch {
    return `${locale}-u-nu-latn`
  }
}

function dateOf({ issuedAt, timeZone }: Receipt, locale: string): string {
  const options = { dateStyle: 'long', timeZone } as const
  return new Intl.DateTimeFormat(locale, options).format(new Date(issuedAt))
}

function sumOf(amountMinor: number, currency: string, locale: string): string {
  const places = minorDigits(currency)
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    currencyDisplay: 'code',
    minimumFractionDigits: places,
    maximumFractionDigits: places,
    // exact: a decimal string is not rounded to a double
  }).format(toDecimal(amountMinor, currency) as Intl.StringNumericLiteral)
}

import { safeHref } from '../../../lib/format.ts'

const link = /(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]'])/g

/** The words of a message, with web addresses as links. Nothing else in them is markup. */
export function MessageText({ text }: { text: string }) {
  let at = 0
  return text.split(link).map((part, index) => {
    const key = at
    at += part.length
    const href = index % 2 === 1 ? safeHref(part) : null
    if (!href) return part
    return (
      <a
        key={key}
        href={href}
        target="_blank"
        rel="noopener noreferrer"
        className="underline underline-offset-2"
      >
        {part}
      </a>
    )
  })
}

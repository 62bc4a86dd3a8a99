import { textParts } from './text-parts.ts'

/** The words of a message, with web addresses as links and called names marked. Nothing else in them is markup. */
export function MessageText({ text, names = [] }: { text: string; names?: readonly string[] }) {
  return textParts(text, names).map((part) => {
    if (part.kind === 'text') return part.text
    if (part.kind === 'mention')
      return (
        // isolated: a name written right to left must not turn the words around it
        <bdi key={part.at} className="font-semibold underline decoration-2 underline-offset-2">
          {part.text}
        </bdi>
      )
    return (
      <a
        key={part.at}
        href={part.href}
        target="_blank"
        rel="noopener noreferrer"
        className="underline underline-offset-2"
      >
        {part.text}
      </a>
    )
  })
}

import { sharingWords } from './words/sharing.ts'

function Term({ title, text }: { title: string; text: string }) {
  return (
    <div>
      <dt className="font-semibold">{title}</dt>
      <dd className="text-ink-soft">{text}</dd>
    </div>
  )
}

/** Who sees what for how long, and what else is true of this way of sending. The wording has a version: consentVersion. */
export function ConsentTerms({ viewer, title, text }: { viewer: string; title: string; text: string }) {
  const words = sharingWords.use()
  return (
    <dl className="flex flex-col gap-3">
      <Term title={words.whoSees} text={words.whoSeesDetail(viewer)} />
      <Term title={words.whatTheySee} text={words.whatTheySeeDetail(viewer)} />
      <Term title={words.howLong} text={words.howLongDetail(viewer)} />
      <Term title={title} text={text} />
    </dl>
  )
}

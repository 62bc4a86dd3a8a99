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
  return (
    <dl className="flex flex-col gap-3">
      <Term
        title="Who sees it"
        text={`${viewer}, and the staff who look after orders; nobody else. Whoever looks is noted, and you can read who did.`}
      />
      <Term
        title="What they see"
        text={`${viewer} sees where you are, the way you came, and when you will be there. Staff also see your speed and battery.`}
      />
      <Term
        title="How long"
        text={`Only while this order is open, and only until you switch it off. When it closes, ${viewer} sees nothing of it any more; staff keep the way for some days, then a rough line.`}
      />
      <Term title={title} text={text} />
    </dl>
  )
}

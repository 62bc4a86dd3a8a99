import { useId, useState } from 'react'
import { sentenceFor } from '../../lib/failure.ts'
import { Button } from '../../ui/button.tsx'
import { TextArea } from '../../ui/text-field.tsx'
import { RatingStars, RatingText } from './rating-stars.tsx'
import { useRate } from './requests-query.ts'
import { askingWords } from './words/asking.ts'

/** Below a conversation that is over: how was it? Once given it can be changed while the server allows it. */
export function RatingCard({
  roomId,
  title,
  given,
  mayRate,
}: {
  roomId: string
  title: string
  given: { stars: number; comment: string | null } | null
  mayRate: boolean
}) {
  const words = askingWords.use()
  const [isEditing, setEditing] = useState(false)
  const [stars, setStars] = useState(given?.stars ?? null)
  const [comment, setComment] = useState(given?.comment ?? '')
  const [hint, setHint] = useState<string | null>(null)
  const rate = useRate(roomId)
  const titleId = useId()
  const isForm = mayRate && (!given || isEditing)
  return (
    <section
      aria-labelledby={titleId}
      className="flex flex-col gap-2 border-t border-line bg-surface px-4 py-3"
    >
      <h2 id={titleId} className="text-15">
        {title}
      </h2>
      {given && !isForm && (
        <div className="flex flex-wrap items-center gap-2">
          <RatingText {...given} />
          {mayRate && (
            <Button look="quiet" onClick={() => setEditing(true)}>
              {words.changeRating}
            </Button>
          )}
        </div>
      )}
      {isForm && (
        <form
          className="flex flex-col gap-2"
          onSubmit={(event) => {
            event.preventDefault()
            if (!stars) return setHint(words.starsMissing)
            rate.mutate({ stars, comment }, { onSuccess: () => setEditing(false) })
          }}
        >
          <RatingStars
            stars={stars}
            onChoose={(chosen) => {
              setStars(chosen)
              setHint(null)
            }}
          />
          {hint && (
            <p role="alert" className="text-13 text-bad">
              {hint}
            </p>
          )}
          {stars !== null && (
            <TextArea
              label={words.comment}
              dir="auto"
              rows={2}
              maxLength={1000}
              value={comment}
              onChange={({ target }) => setComment(target.value)}
            />
          )}
          {rate.error && (
            <p role="alert" className="text-13 text-bad">
              {sentenceFor(rate.error)}
            </p>
          )}
          <Button type="submit" look="secondary" className="self-start" isBusy={rate.isPending}>
            {words.sendRating}
          </Button>
        </form>
      )}
    </section>
  )
}

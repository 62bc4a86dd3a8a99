import { Star } from 'lucide-react'
import { classNames } from '../../ui/class-names.ts'
import { askingWords } from './words/asking.ts'

/** One to five stars to press; arrows move between them, as in every group of radios. */
export function RatingStars({
  stars,
  onChoose,
}: {
  stars: number | null
  onChoose: (stars: number) => void
}) {
  const words = askingWords.use()
  return (
    <fieldset className="flex items-center">
      <legend className="sr-only">{words.howWasIt}</legend>
      {[1, 2, 3, 4, 5].map((one) => (
        <label
          key={one}
          title={words.starWords[one]}
          className="flex size-11 cursor-pointer items-center justify-center rounded-full hover:bg-sunken has-focus-visible:outline-2 has-focus-visible:outline-accent"
        >
          <input
            type="radio"
            name="stars"
            className="sr-only"
            aria-label={words.star(one, words.starWords[one] ?? '')}
            checked={stars === one}
            onChange={() => onChoose(one)}
          />
          <Star
            size={24}
            aria-hidden
            className={classNames(
              'transition-colors',
              one <= (stars ?? 0) ? 'fill-current text-accent' : 'text-line-strong',
            )}
          />
        </label>
      ))}
    </fieldset>
  )
}

/** A rating as it was given. */
export function RatingText({ stars, comment }: { stars: number; comment: string | null }) {
  const words = askingWords.use()
  return (
    <div className="rounded-control bg-sunken px-3 py-2">
      <p className="flex items-center gap-1 text-13 font-medium">
        <Star size={16} aria-hidden className="fill-current text-accent" />
        {words.given(stars, words.starWords[stars] ?? '')}
      </p>
      {comment && (
        <p dir="auto" className="text-15 wrap-anywhere">
          {comment}
        </p>
      )}
    </div>
  )
}

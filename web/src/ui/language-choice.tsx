import { type Locale, locale, localeNames, locales } from '../lib/locale.ts'
import { classNames } from './class-names.ts'

/** Each language in its own words. Buttons, not radios: the page loads anew in what is pressed, and arrow keys must not do that. */
export function LanguageChoice({
  label,
  pending,
  onChoose,
}: {
  label: string
  /** Chosen, and not yet there. */
  pending?: Locale | null
  onChoose: (next: Locale) => void
}) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is of a form, and this is none
    <div role="group" aria-label={label} className="flex flex-wrap gap-1">
      {locales.map((one) => (
        <button
          key={one}
          type="button"
          lang={one}
          aria-current={one === locale ? 'true' : undefined}
          aria-busy={one === pending || undefined}
          onClick={() => onChoose(one)}
          className={classNames(
            'min-h-11 rounded-control px-4 font-medium transition-colors',
            one === (pending ?? locale)
              ? 'bg-accent-soft text-accent'
              : 'text-ink-soft hover:bg-sunken hover:text-ink',
          )}
        >
          {localeNames[one]}
        </button>
      ))}
    </div>
  )
}

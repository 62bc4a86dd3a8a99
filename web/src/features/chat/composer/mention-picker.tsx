import { Avatar } from '../../../ui/avatar.tsx'
import { classNames } from '../../../ui/class-names.ts'
import type { Member } from '../room/room.ts'
import { composerWords } from './words.ts'

/** Whom one may mean, above the composer. The composer keeps the focus and moves `active` with the arrow keys. */
export function MentionPicker({
  id,
  people,
  active,
  onPick,
}: {
  id: string
  people: readonly Member[]
  active: number
  onPick: (person: Member) => void
}) {
  const words = composerWords.use()
  return (
    <div
      id={id}
      role="listbox"
      aria-label={words.toMention}
      className="absolute inset-x-3 bottom-full z-10 mb-1 max-h-64 overflow-y-auto rounded-card border border-line bg-raised py-1 shadow-float"
    >
      {people.map((person, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: Enter in the composer does the same
        // biome-ignore lint/a11y/useFocusableInteractive: the composer keeps the focus and names the active one
        <div
          key={person.user_id}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === active}
          // the words keep the caret
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onPick(person)}
          className={classNames(
            'flex min-h-11 w-full cursor-pointer items-center gap-3 px-3 text-start text-15',
            index === active ? 'bg-accent-soft' : 'hover:bg-sunken',
          )}
        >
          <Avatar name={person.name} />
          <bdi className="min-w-0 truncate">{person.name}</bdi>
        </div>
      ))}
    </div>
  )
}

import { categoryWords } from '../../lib/category-words.ts'
import { countText } from '../../lib/format.ts'
import { classNames } from '../../ui/class-names.ts'
import { type Box, type InboxFilter, wholeInbox } from './inbox-filter.ts'
import { useInboxStatistics } from './notifications-query.ts'
import { inboxWords } from './words/inbox.ts'

const boxes: Box[] = ['inbox', 'snoozed', 'archived']

function Chip({ isOn, label, onPress }: { isOn: boolean; label: string; onPress: () => void }) {
  return (
    <button
      type="button"
      aria-pressed={isOn}
      onClick={onPress}
      className={classNames(
        'min-h-11 shrink-0 rounded-full border px-4 text-13 font-semibold whitespace-nowrap transition-colors',
        isOn
          ? 'border-accent bg-accent text-accent-ink'
          : 'border-line bg-surface text-ink-soft hover:bg-sunken',
      )}
    >
      {label}
    </button>
  )
}

/** Which part of the inbox is shown: one box, narrowed by what is unread, important, or of some categories. */
export function InboxChips({
  filter,
  onChange,
}: {
  filter: InboxFilter
  onChange: (filter: InboxFilter) => void
}) {
  const words = inboxWords.use()
  const names = categoryWords.use()
  const categories = useInboxStatistics().data ?? []
  const toggled = (category: string) =>
    filter.category.includes(category)
      ? filter.category.filter((one) => one !== category)
      : [...filter.category, category].sort()
  return (
    <div className="flex flex-col gap-3">
      <fieldset>
        <legend className="sr-only">{words.box}</legend>
        <div className="grid grid-cols-3 gap-1 rounded-control bg-sunken p-1">
          {boxes.map((box) => (
            <button
              key={box}
              type="button"
              aria-pressed={filter.box === box}
              onClick={() => onChange({ ...wholeInbox, box })}
              className={classNames(
                'min-h-11 rounded-control text-13 font-semibold transition-colors',
                filter.box === box ? 'bg-accent text-accent-ink' : 'text-ink-soft hover:text-ink',
              )}
            >
              {words[box]}
            </button>
          ))}
        </div>
      </fieldset>
      {/* a fieldset is as wide as what is in it, unless told otherwise: the page would slide sideways with it */}
      <fieldset className="-mx-4 min-w-0 overflow-x-auto px-4 py-1 [scrollbar-width:thin]">
        <legend className="sr-only">{words.showOnly}</legend>
        <div className="flex gap-2">
          {filter.box === 'inbox' && (
            <Chip
              label={words.unread}
              isOn={filter.isUnread}
              onPress={() => onChange({ ...filter, isUnread: !filter.isUnread })}
            />
          )}
          <Chip
            label={words.important}
            isOn={filter.isImportant}
            onPress={() => onChange({ ...filter, isImportant: !filter.isImportant })}
          />
          {categories.map(({ category, label, unread }) => (
            <Chip
              key={category}
              label={
                filter.box === 'inbox' && unread > 0
                  ? words.withCount(names[category] ?? label, countText(unread, 99))
                  : (names[category] ?? label)
              }
              isOn={filter.category.includes(category)}
              onPress={() => onChange({ ...filter, category: toggled(category) })}
            />
          ))}
        </div>
      </fieldset>
    </div>
  )
}

import { Bell, Mail, MessageSquare, Smartphone } from 'lucide-react'
import { useEffect, useState } from 'react'
import { sentenceFor } from '../../lib/failure.ts'
import { useOnline } from '../../lib/online.ts'
import { classNames } from '../../ui/class-names.ts'
import { Skeleton, Waiting } from '../../ui/skeleton.tsx'
import { ErrorState } from '../../ui/states.tsx'
import {
  allChannels,
  type Channel,
  countText,
  type Draft,
  languageText,
  type Reading,
} from './announcement.ts'
import { useReadings } from './announcements-query.ts'
import { sendingWords } from './words/sending.ts'
import { announcementWords } from './words/writing.ts'

const icons = { in_app: Bell, web_push: Smartphone, sms: MessageSquare, email: Mail }
const restMs = 300

function Card({ channel, reading, image }: { channel: Channel; reading: Reading; image: string | null }) {
  const words = sendingWords.use()
  const { channels } = announcementWords.use()
  const Icon = icons[channel]
  const { title, body, action_label, segments, characters, encoding } = reading
  const isBubble = channel === 'sms'
  return (
    <li className="flex flex-col gap-1.5">
      <p className="flex items-center gap-1.5 text-13 font-medium text-ink-soft">
        <Icon size={16} aria-hidden />
        {channels[channel]}
        {segments !== undefined && segments > 0 && (
          <span className="ms-auto font-normal tabular">
            {words.size(segments, countText(characters ?? 0), encoding ?? '')}
          </span>
        )}
      </p>
      <div
        dir="auto"
        className={classNames(
          'flex flex-col gap-1 border border-line bg-surface px-4 py-3',
          isBubble ? 'w-fit max-w-[85%] rounded-card rounded-es-none bg-sunken' : 'rounded-card',
        )}
      >
        {title && <p className="font-semibold wrap-anywhere">{title}</p>}
        <p className="text-13 whitespace-pre-line wrap-anywhere text-ink-soft">{body}</p>
        {image && !isBubble && (
          <img src={image} alt="" className="mt-1 h-28 w-full rounded-control object-cover" />
        )}
        {action_label && <p className="pt-1 text-13 font-semibold text-accent">{action_label}</p>}
      </div>
    </li>
  )
}

/** How it will read on each channel in the language being written, from the templates that will be sent. */
export function ReadingPreview({ draft, locale }: { draft: Draft; locale: string }) {
  const words = sendingWords.use()
  const { languages } = announcementWords.use()
  const [asked, setAsked] = useState(draft)
  useEffect(() => {
    const timer = setTimeout(() => setAsked(draft), restMs)
    return () => clearTimeout(timer)
  }, [draft])
  const { data: readings, error, refetch } = useReadings(asked, locale)
  const isOnline = useOnline()
  const { title = '', body = '' } = asked.words[locale] ?? {}
  const isBlank = title.trim() === '' && body.trim() === ''
  const image = asked.image_url?.startsWith('https://') ? asked.image_url : null
  return (
    <aside aria-label={words.preview} className="flex flex-col gap-4 lg:sticky lg:top-4 lg:self-start">
      <h2 className="text-17">
        {locale in languages ? words.howItReadsIn(languageText(locale)) : words.howItReads}
      </h2>
      {isBlank && <p className="text-ink-soft">{words.previewEmpty}</p>}
      {!isBlank && readings && (
        <ul className="flex flex-col gap-4">
          {allChannels
            .filter((channel) => asked.channels?.includes(channel) ?? true)
            .map((channel) => {
              const reading = readings[channel]
              return reading && <Card key={channel} channel={channel} reading={reading} image={image} />
            })}
        </ul>
      )}
      {!isBlank && !readings && !isOnline && <p className="text-ink-soft">{words.previewOffline}</p>}
      {!isBlank && !readings && isOnline && error && (
        <ErrorState title={words.previewFailed} detail={sentenceFor(error)} onRetry={() => refetch()} />
      )}
      {!isBlank && !readings && isOnline && !error && (
        <Waiting label={words.previewLoading}>
          <div className="flex flex-col gap-4">
            {allChannels.map((channel) => (
              <Skeleton key={channel} className="h-24 w-full rounded-card" />
            ))}
          </div>
        </Waiting>
      )}
    </aside>
  )
}

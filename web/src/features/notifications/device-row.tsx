import { CircleCheck, Laptop, Pencil, Smartphone, Trash2, TriangleAlert } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { agoText, fullText } from '../../lib/time.ts'
import { useNow } from '../../lib/use-now.ts'
import { Button } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { DeviceDialogs, type Open } from './device-dialogs.tsx'
import type { Device } from './devices-query.ts'
import type { TestResult } from './test-push.ts'
import { useTestPush } from './use-test-push.ts'
import { pushWords } from './words/push.ts'

const isHandheld = (name: string) => /\b(iPhone|iPad|Android|phone|tablet)\b/i.test(name)

/** Icon, name, one line about it and what one can do: the frame of every device, this one too. */
export function DeviceFrame({
  icon,
  name,
  isThis = false,
  detail,
  children,
}: {
  icon: ReactNode
  name: string
  isThis?: boolean
  detail: ReactNode
  children?: ReactNode
}) {
  const words = pushWords.use()
  return (
    <li className="grid grid-cols-[auto_1fr_auto] items-start gap-x-3 py-3 last:pb-0 sm:grid-cols-[auto_1fr_auto_auto]">
      <span className="flex size-11 items-center justify-center rounded-full bg-sunken text-ink-soft">
        {icon}
      </span>
      <div className="min-w-0 self-center">
        <p className="flex flex-wrap items-center gap-x-2 font-medium">
          <span className="min-w-0 break-words">{name}</span>
          {isThis && (
            <span className="rounded-full bg-accent-soft px-2 py-0.5 text-12 font-semibold text-accent">
              {words.thisDevice}
            </span>
          )}
        </p>
        <div className="text-13 text-ink-soft">{detail}</div>
      </div>
      {children}
    </li>
  )
}

const tones: Record<TestResult['tone'], string> = {
  busy: 'text-ink-soft',
  quiet: 'text-ink-soft',
  good: 'text-good',
  bad: 'text-bad',
}

function Result({ result }: { result: TestResult | null }) {
  return (
    <p
      role="status"
      className={classNames(
        'col-span-2 col-start-2 text-13 sm:col-span-3 sm:col-start-2',
        result ? tones[result.tone] : 'sr-only',
      )}
    >
      {result?.tone === 'good' && <CircleCheck size={16} aria-hidden className="me-1 inline align-[-3px]" />}
      {result?.tone === 'bad' && <TriangleAlert size={16} aria-hidden className="me-1 inline align-[-3px]" />}
      {result?.sentence}
    </p>
  )
}

/** One browser that is pushed to. `onTurnOff` is given for this one, which ends its own subscription. */
export function DeviceRow({
  device,
  isOnline,
  onTurnOff,
}: {
  device: Device
  isOnline: boolean
  onTurnOff?: () => void
}) {
  const words = pushWords.use()
  const [open, setOpen] = useState<Open>(null)
  const test = useTestPush(device.id)
  const now = useNow()
  const seen = new Date(device.last_seen_at)
  const Icon = isHandheld(device.name) ? Smartphone : Laptop
  const isThis = onTurnOff !== undefined
  return (
    <DeviceFrame
      icon={<Icon size={20} aria-hidden />}
      name={device.name}
      isThis={isThis}
      detail={
        isThis ? words.gets : <span title={fullText(seen)}>{words.lastOpened(agoText(seen, now))}</span>
      }
    >
      <div className="flex sm:col-start-4 sm:row-start-1">
        <IconButton label={words.rename(device.name)} disabled={!isOnline} onClick={() => setOpen('rename')}>
          <Pencil size={20} aria-hidden />
        </IconButton>
        {!isThis && (
          <IconButton
            label={words.remove(device.name)}
            disabled={!isOnline}
            onClick={() => setOpen('remove')}
          >
            <Trash2 size={20} aria-hidden />
          </IconButton>
        )}
      </div>
      <div className="col-span-2 col-start-2 -ms-4 flex flex-wrap sm:col-span-1 sm:col-start-3 sm:row-start-1">
        <Button
          look="quiet"
          aria-label={words.sendTestTo(device.name)}
          isBusy={test.isBusy}
          disabled={!isOnline}
          onClick={test.send}
        >
          {words.sendTest}
        </Button>
        {isThis && (
          <Button look="quiet" disabled={!isOnline} onClick={onTurnOff}>
            {words.turnOff}
          </Button>
        )}
      </div>
      <Result result={test.result} />
      <DeviceDialogs device={device} open={open} onClose={() => setOpen(null)} />
    </DeviceFrame>
  )
}

import { useRef } from 'react'
import { SetUpSection } from '../features/bookings/set-up-section.tsx'
import { ChatSettingsSection } from '../features/chat/reading/chat-settings-section.tsx'
import { BlockedSection } from '../features/chat/room/blocked-section.tsx'
import { InstallSection } from '../features/install/install-section.tsx'
import { DevicesSection } from '../features/notifications/devices-section.tsx'
import { PhoneSection } from '../features/phones/phone-section.tsx'
import { ConsentSection } from '../features/preferences/consent-section.tsx'
import { PreferencesSection } from '../features/preferences/preferences-section.tsx'
import { QuietHoursSection } from '../features/preferences/quiet-hours-section.tsx'
import { useSettingsLive } from '../features/preferences/use-settings-live.ts'
import { LanguageSection } from '../features/profile/language-section.tsx'
import { PictureSection } from '../features/profile/picture-section.tsx'
import { LocationPrivacySection } from '../features/tracking/privacy-section.tsx'
import { YourDataSection } from '../features/your-data/your-data-section.tsx'
import { paths } from '../lib/paths.ts'
import { useTitle } from '../lib/title.ts'
import { useHashScroll } from '../lib/use-hash-scroll.ts'
import { Page, PageHeader } from '../ui/page.tsx'
import { appWords, type Words } from './words.ts'

// each section bears its id; notifications, mails and the sections themselves lead to some of them
const contents: readonly (keyof Words['settings']['sections'])[] = [
  'picture',
  'language',
  'told',
  'quiet-hours',
  'chat',
  'phone',
  'devices',
  'location',
  'blocked',
  'consents',
  'app',
  'your-data',
]

/** What a person sets for themselves. Each section loads, fails and saves on its own. */
export function SettingsPage() {
  const { settings: words, backToOrders } = appWords.use()
  useTitle(words.title)
  useSettingsLive()
  const column = useRef<HTMLDivElement>(null)
  useHashScroll(column)
  return (
    <Page width="wide">
      <PageHeader title={words.title} back={{ to: paths.orders, label: backToOrders }} />
      <div className="grid gap-8 lg:grid-cols-[minmax(0,1fr)_14rem]">
        <div
          ref={column}
          className="mx-auto flex w-full min-w-0 max-w-2xl flex-col gap-4 sm:gap-6 lg:mx-0 lg:max-w-none"
        >
          <PictureSection />
          <LanguageSection />
          <PreferencesSection />
          <QuietHoursSection />
          <ChatSettingsSection />
          <PhoneSection />
          <DevicesSection />
          <LocationPrivacySection />
          <BlockedSection />
          <ConsentSection />
          <InstallSection />
          <YourDataSection />
          <SetUpSection />
        </div>
        <nav aria-label={words.contents} className="sticky top-6 hidden self-start lg:block">
          <ul className="border-s border-line">
            {contents.map((id) => (
              <li key={id}>
                <a
                  href={`#${id}`}
                  className="flex min-h-11 items-center rounded-e-control px-4 text-ink-soft hover:bg-sunken hover:text-ink"
                >
                  {words.sections[id]}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      </div>
    </Page>
  )
}

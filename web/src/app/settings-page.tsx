import { DevicesSection } from '../features/notifications/devices-section.tsx'
import { PhoneSection } from '../features/phones/phone-section.tsx'
import { PreferencesSection } from '../features/preferences/preferences-section.tsx'
import { QuietHoursSection } from '../features/preferences/quiet-hours-section.tsx'
import { useTitle } from '../lib/title.ts'

/** What a person sets for themselves. Each section loads, fails and saves on its own. */
export function SettingsPage() {
  useTitle('Settings')
  return (
    <div className="relative min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto flex w-full max-w-2xl flex-col gap-4 px-3 py-6 sm:gap-6 sm:px-4">
        <h1 className="px-1 text-24 sm:px-0">Settings</h1>
        <PreferencesSection />
        <QuietHoursSection />
        <div id="phone" className="scroll-mt-4 empty:hidden">
          <PhoneSection />
        </div>
        <div id="devices" className="scroll-mt-4 empty:hidden">
          <DevicesSection />
        </div>
      </div>
    </div>
  )
}

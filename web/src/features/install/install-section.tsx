import { isInstalled } from '../../lib/display.ts'
import { Button } from '../../ui/button.tsx'
import { Section } from '../../ui/section.tsx'
import { IosSteps } from './install-card.tsx'
import { install, useInstallWay } from './install-offer.ts'
import { installWords } from './words.ts'

/** The way back for whoever said "not now", in the settings. */
export function InstallSection() {
  const words = installWords.use()
  const way = useInstallWay()
  const details = { ios: words.iosDetail, prompt: words.detail, installed: words.settingsInstalled }
  const state = isInstalled() ? 'installed' : way
  return (
    <Section
      id="app"
      title={words.settingsTitle}
      detail={state ? details[state] : words.settingsManual}
      control={
        way === 'prompt' && (
          <Button look="secondary" onClick={() => void install()}>
            {words.install}
          </Button>
        )
      }
    >
      {state === 'ios' && <IosSteps />}
    </Section>
  )
}

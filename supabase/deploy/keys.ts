import { randomBytes } from 'node:crypto'
import webPush from 'web-push'

// the verb of `npm run keys`: the secrets that nobody gives you, as lines for the file of `supabase secrets set --env-file`
const { publicKey, privateKey } = webPush.generateVAPIDKeys()
const secret = () => randomBytes(32).toString('hex')

process.stdout.write(`# made by npm run keys; keep them out of git
WEBHOOK_SECRET=${secret()}
LINK_SECRET=${secret()}
VAPID_PUBLIC_KEY=${publicKey}
VAPID_PRIVATE_KEY=${privateKey}
# for the build of the web app, not for the functions
VITE_VAPID_PUBLIC_KEY=${publicKey}
`)

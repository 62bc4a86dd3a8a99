import { Hono } from 'hono'
import type { Env } from '../answer.ts'
import type { Faults } from '../fault.ts'
import type { Courses } from './course.ts'
import { type Account, basicAuth, errorAnswer } from './door.ts'
import { twilioError } from './error.ts'
import { lookupRoutes } from './lookup.ts'
import { type IsOptedOut, messageRoutes } from './messages.ts'
import { verifyRoutes } from './verify.ts'
import type { VideoRooms } from './video/rooms.ts'
import { videoRoutes } from './video/routes.ts'

/** The hosts of Twilio below one path each: `/api.twilio.com/…`, `/verify.twilio.com/…`, `/lookups.twilio.com/…`, `/video.twilio.com/…`, `/messaging.twilio.com/…`. */
export function twilioRoutes(
  account: Account,
  o: { courses: Courses; faults: Faults; isOptedOut: IsOptedOut; videoRooms: VideoRooms },
): Hono<Env> {
  const app = new Hono<Env>()
  app.use(basicAuth(account))
  app.route('/api.twilio.com', messageRoutes(account, o))
  app.route('/verify.twilio.com', verifyRoutes(account, o))
  app.route('/lookups.twilio.com', lookupRoutes(account, o.faults))
  app.route('/video.twilio.com', videoRoutes(account.accountSid, o.videoRooms))
  // what `npm run send -- --check-config` looks at: any service of ours is there
  app.get(
    '/:host{verify.twilio.com|messaging.twilio.com}/:version{v1|v2}/Services/:sid{(VA|MG)[0-9a-f]{32}}',
    (c) =>
      c.json({
        sid: c.req.param('sid'),
        account_sid: account.accountSid,
        friendly_name: 'Orderline sandbox',
      }),
  )
  app.all('*', (c) => errorAnswer(twilioError(20404, c.req.path.replace(/^\/twilio\/[^/]+/, ''))))
  return app
}

// Run in Deno by direct.ts with the functions' environment: the shipped adapters, in the shipped runtime, without the outbox.
// Reads one request as JSON from standard input and prints one answer as JSON.
import process from 'node:process'
import Twilio from 'twilio/lib/rest/Twilio.js'
import { readPushKeys } from '../functions/_shared/push-keys.ts'
import { isPushEndpoint, parseOrigins } from '../functions/_shared/push-endpoint.ts'
import { encodePayload, payloadOf, topicOf } from '../functions/send-push/payload.ts'
import { pushService } from '../functions/send-push/push-service.ts'
import { createVapid } from '../functions/send-push/vapid.ts'
import { twilioHttp } from '../functions/send-sms/twilio-http.ts'
import { twilioMessages } from '../functions/send-sms/twilio.ts'

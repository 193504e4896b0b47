import { buffer } from 'node:stream/consumers'
import { imCallback } from '@im-callback/express'
import { adapterConformance, listen, type StartServer } from '@im-callback/testing/conformance'
import type { RequestHandler } from 'express'
import express from 'express-4'

const type = () => true
const limit = '1mb'

const after =
  (...before: RequestHandler[]): StartServer =>
  (im) =>
    listen(express().use(...before, imCallback(im)))

const keepRawBody = (req: object, _res: object, rawBody: Buffer) => void Object.assign(req, { rawBody })

adapterConformance({
  name: 'Express 4',
  bodyStates: {
    untouched: (im) => listen(express().use(imCallback(im))),
    'express.json': after(express.json({ limit })),
    'express.json and rawBody': after(express.json({ limit, verify: keepRawBody })),
    'express.raw': after(express.raw({ limit, type })),
    'express.text': after(express.text({ limit, type })),
    'express.urlencoded': after(express.urlencoded({ limit, extended: true })),
    rawBody: after(
      (req, _res, next) =>
        void buffer(req).then((rawBody) => next(void Object.assign(req, { rawBody })), next),
    ),
    drained: after((req, _res, next) => void req.resume().on('end', () => next())),
  },
  mounts: {
    'under a router': (im) =>
      listen(express().use('/im', express.Router().post('/callback', imCallback(im)))),
    'behind a proxy': (im) => listen(express().set('trust proxy', true).post('/im/callback', imCallback(im))),
  },
})

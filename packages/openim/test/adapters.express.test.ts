import { imCallback } from '@im-callback/express'
import { adapterConformance, listen, type StartServer } from '@im-callback/testing/conformance'
import express, { type RequestHandler } from 'express'
import { openimPlatform } from './support/platform.js'

const after =
  (...before: RequestHandler[]): StartServer =>
  (im) =>
    listen(express().use(...before, imCallback(im)))

adapterConformance(
  {
    name: 'Express 5',
    bodyStates: {
      untouched: (im) => listen(express().use(imCallback(im))),
      'express.json': after(express.json({ limit: '1mb' })),
      'express.text': after(express.text({ limit: '1mb', type: () => true })),
      drained: after((req, _res, next) => void req.resume().on('end', () => next())),
    },
    mounts: {
      'with use at a path': (im) => listen(express().use('/im/callback', imCallback(im))),
      'with post and a wildcard': (im) => listen(express().post('/im/callback/*rest', imCallback(im))),
      'under a router': (im) =>
        listen(express().use('/im', express.Router().use('/callback', imCallback(im)))),
    },
  },
  openimPlatform,
)

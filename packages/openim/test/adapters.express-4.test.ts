import { imCallback } from '@im-callback/express'
import { adapterConformance, listen } from '@im-callback/testing/conformance'
import express from 'express-4'
import { openimPlatform } from './support/platform.js'

adapterConformance(
  {
    name: 'Express 4',
    bodyStates: {
      untouched: (im) => listen(express().use(imCallback(im))),
      'express.json': (im) => listen(express().use(express.json({ limit: '1mb' }), imCallback(im))),
    },
    mounts: { 'with use at a path': (im) => listen(express().use('/im/callback', imCallback(im))) },
  },
  openimPlatform,
)

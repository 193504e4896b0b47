'use strict'
const assert = require('node:assert/strict')
const { CallbackHandler, tencent } = require('@im-callback/core')
const { createFetchHandler } = require('@im-callback/core/fetch')
const { createNodeHandler } = require('@im-callback/core/node')
const express = require('express')
const { imCallback: expressCallback } = require('@im-callback/express')
const fastify = require('fastify')
const { imCallback: fastifyCallback } = require('@im-callback/fastify')
const Koa = require('koa')
const { imCallback: koaCallback } = require('@im-callback/koa')
const {
  answersCallbacks,
  answersWhileListening,
  app,
  moderate,
  path,
  report,
} = require('./post-callback.cjs')

const moderating = () =>
  new CallbackHandler({ protocol: tencent(app) }).on('C2C.CallbackBeforeSendMsg', moderate)
const im = moderating()

report({
  'every entry can be required': () => {
    for (const entry of JSON.parse(process.env.ENTRIES))
      assert.ok(Object.keys(require(entry)).length > 0, entry)
  },
  'node:http': () => answersCallbacks(createNodeHandler(im)),
  express: () => answersCallbacks(express().post(path, expressCallback(im))),
  'express behind express.json()': () =>
    answersCallbacks(express().use(express.json()).post(path, expressCallback(im))),
  fastify: () => {
    const server = fastify()
    server.register(fastifyCallback, { path, handler: moderating() })
    return answersWhileListening({
      listen: () => server.listen({ port: 0, host: '127.0.0.1' }),
      close: () => server.close(),
    })
  },
  koa: () => answersCallbacks(new Koa().use(koaCallback(im, { path })).callback()),
  'hono, by the fetch handler': async () => {
    const { Hono } = await import('hono')
    const { getRequestListener } = await import('@hono/node-server')
    const receive = createFetchHandler(im)
    await answersCallbacks(getRequestListener(new Hono().post(path, (c) => receive(c.req.raw)).fetch))
  },
})

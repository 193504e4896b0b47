import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { getRequestListener } from '@hono/node-server'
import * as core from '@im-callback/core'
import { createFetchHandler } from '@im-callback/core/fetch'
import { createNodeHandler } from '@im-callback/core/node'
import { imCallback as expressCallback } from '@im-callback/express'
import { imCallback as fastifyCallback } from '@im-callback/fastify'
import { imCallback as koaCallback } from '@im-callback/koa'
import express from 'express'
import fastify from 'fastify'
import { Hono } from 'hono'
import Koa from 'koa'
import { answersCallbacks, answersWhileListening, app, moderate, path, report } from './post-callback.cjs'

const moderating = () =>
  new core.CallbackHandler({ protocol: core.tencent(app) }).on('C2C.CallbackBeforeSendMsg', moderate)
const im = moderating()
const receive = createFetchHandler(im)

const require = createRequire(import.meta.url)
const commonjs = require('@im-callback/core')

await report({
  'every entry can be imported': async () => {
    for (const entry of JSON.parse(process.env.ENTRIES)) {
      assert.ok(Object.keys(await import(entry)).length > 0, entry)
    }
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
  'hono, by the fetch handler': () =>
    answersCallbacks(getRequestListener(new Hono().post(path, (c) => receive(c.req.raw)).fetch)),
  'import and require give two builds': () => assert.ok(core.CallbackHandler !== commonjs.CallbackHandler),
  'both builds share the default handler': () => assert.ok(core.defaultHandler === commonjs.defaultHandler),
  'each build knows the errors of the other': () => {
    assert.ok(core.CallbackError.is(new commonjs.CallbackError('handler_failed', 'one')))
    assert.ok(commonjs.CallbackError.is(new core.CallbackError('handler_failed', 'two')))
  },
  'a handler of one build serves in an adapter of the other': () =>
    answersCallbacks(require('@im-callback/core/node').createNodeHandler(im)),
})

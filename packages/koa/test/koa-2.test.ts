import { adapterConformance } from '@im-callback/testing/conformance'
import Koa from 'koa-2'
import { koaUnderTest } from './under-test.js'

adapterConformance(koaUnderTest('Koa 2', () => new Koa()))

import { adapterConformance } from '@im-callback/testing/conformance'
import Koa from 'koa'
import { koaUnderTest } from './under-test.js'

adapterConformance(koaUnderTest('Koa 3', () => new Koa()))

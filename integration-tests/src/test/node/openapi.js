// Holds descriptions against the schema of OpenAPI. Takes {description}, prints what it makes of it.
import {Validator} from '@seriousme/openapi-schema-validator';

const {description} = JSON.parse(process.argv[2]);
const validator = new Validator();
const result = await validator.validate(description);
console.log(JSON.stringify({valid: result.valid, version: validator.version ?? '', errors: result.errors ?? []}));

/**
 * Reads OpenAPI documents and validates messages against them.
 *
 * <pre>
 * {@link dev.roster.openapi.OpenApiDocument}            parsed; refused if it has an unsupported keyword
 * ├── {@link dev.roster.openapi.Operation}              method, path, parameters, credentials
 * │   └── {@link dev.roster.openapi.ResponseSpec}       status, headers, media types
 * ├── {@link dev.roster.openapi.Schema}                 with its allOf
 * └── {@link dev.roster.openapi.Place}                  any node, with pointer and line
 *
 * {@link dev.roster.openapi.SchemaValidator}            JSON against a schema
 * {@link dev.roster.openapi.ResponseValidator}          a response against its operation
 * {@link dev.roster.openapi.Samples}                    valid and invalid JSON of a schema
 * {@link dev.roster.openapi.SelfTest}                   the validator against all samples
 * </pre>
 *
 * <p>A response against its document:
 *
 * {@snippet file="com/example/MessagesTest.java" region="response"}
 *
 * <p>The schema of a body, with a sample:
 *
 * {@snippet file="com/example/MessagesTest.java" region="body"}
 */
@NullMarked
package dev.roster.openapi;

import org.jspecify.annotations.NullMarked;

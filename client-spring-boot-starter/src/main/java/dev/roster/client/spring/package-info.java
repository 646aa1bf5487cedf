/**
 * Auto-configuration for Spring Boot: clients as beans, set up by the properties {@code
 * roster.coolset.*} and {@code roster.compleat.*}.
 *
 * {@snippet file="com/example/StarterExamples.java" region="injected"}
 */
@NullMarked
package dev.roster.client.spring;

import org.jspecify.annotations.NullMarked;

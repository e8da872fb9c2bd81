package io.cloudtik.api.model;

/** An identifier: a record with one string that validates itself, and prints and travels as that string. */
public interface TextValue {

    String value();
}

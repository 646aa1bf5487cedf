CREATE TABLE orders (id bigint PRIMARY KEY, buyer varchar(254) NOT NULL);
